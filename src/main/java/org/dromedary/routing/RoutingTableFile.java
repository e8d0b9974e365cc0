package org.dromedary.routing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.dromedary.routing.YamlTable.Place;

/** Reads {@code routes/routing-table.yaml}; the shipped file says what may stand in it. */
public final class RoutingTableFile {
  private static final List<String> KEYS = List.of("rules");

  private RoutingTableFile() {}

  /**
   * Reads and checks the whole file; a file that does not exist has no rules.
   *
   * @throws IOException when the file is there and cannot be read
   */
  public static TableResult<RoutingTable> read(Path file) throws IOException {
    return YamlTable.read(file, RoutingTable.EMPTY, RoutingTableFile::parse);
  }

  static TableResult<RoutingTable> parse(String file, String yaml) {
    YamlTable table = new YamlTable(file);
    List<NextHopRule> rules =
        table.document(yaml).map(document -> rules(table, document)).orElse(List.of());
    return table.problems().isEmpty()
        ? new Valid<>(new RoutingTable(rules))
        : new Invalid<>(table.problems());
  }

  private static List<NextHopRule> rules(YamlTable table, Place document) {
    return new RoutingTableReader(table).rules(table.mapping(document, KEYS));
  }
}
