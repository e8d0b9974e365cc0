package org.dromedary.routing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.dromedary.routing.YamlTable.Place;

/** Reads {@code routes/barring.yaml}; the shipped file says what may stand in it. */
public final class BarringFile {
  private static final List<String> KEYS = List.of("rules");

  private BarringFile() {}

  /**
   * Reads and checks the whole file; a file that does not exist has no rules.
   *
   * @throws IOException when the file is there and cannot be read
   */
  public static TableResult<BarringRules> read(Path file) throws IOException {
    return YamlTable.read(file, BarringRules.NONE, BarringFile::parse);
  }

  static TableResult<BarringRules> parse(String file, String yaml) {
    YamlTable table = new YamlTable(file);
    List<BarringRule> rules =
        table.document(yaml).map(document -> rules(table, document)).orElse(List.of());
    return table.problems().isEmpty()
        ? new Valid<>(new BarringRules(rules))
        : new Invalid<>(table.problems());
  }

  private static List<BarringRule> rules(YamlTable table, Place document) {
    return new BarringReader(table).rules(table.mapping(document, KEYS));
  }
}
