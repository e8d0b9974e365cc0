package org.dromedary.routing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.dromedary.routing.YamlTable.Place;
import org.dromedary.tls.ClientTlsPolicy;

/** Reads {@code routes/routing-table.yaml}; the shipped file says what may stand in it. */
public final class RoutingTableFile {
  private static final List<String> KEYS = List.of("rules");

  private RoutingTableFile() {}

  /**
   * Reads and checks the whole file; a file that does not exist has no rules.
   *
   * @param defaultTls for rules that say nothing of TLS
   * @throws IOException when the file is there and cannot be read
   */
  public static TableResult<RoutingTable> read(Path file, ClientTlsPolicy defaultTls)
      throws IOException {
    return YamlTable.read(file, RoutingTable.EMPTY, (name, yaml) -> parse(name, yaml, defaultTls));
  }

  static TableResult<RoutingTable> parse(String file, String yaml, ClientTlsPolicy defaultTls) {
    YamlTable table = new YamlTable(file);
    List<NextHopRule> rules =
        table.document(yaml).map(document -> rules(table, document, defaultTls)).orElse(List.of());
    return table.problems().isEmpty()
        ? new Valid<>(new RoutingTable(rules))
        : new Invalid<>(table.problems());
  }

  private static List<NextHopRule> rules(
      YamlTable table, Place document, ClientTlsPolicy defaultTls) {
    return new RoutingTableReader(table, defaultTls).rules(table.mapping(document, KEYS));
  }
}
