package org.dromedary.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dromedary.mail.Domain;
import org.dromedary.routing.TableResult;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.dromedary.routing.YamlTable;
import org.dromedary.routing.YamlTable.Place;

/** Reads {@code routes/lists.yaml}; the shipped file says what may stand in it. */
public final class ListsFile {
  private static final List<String> KEYS = List.of("lists");

  private ListsFile() {}

  /**
   * Reads and checks the whole file; a file that does not exist has no lists.
   *
   * @throws IOException when the file is there and cannot be read
   */
  public static TableResult<MailingLists> read(Path file, Set<Domain> localDomains)
      throws IOException {
    return YamlTable.read(file, MailingLists.NONE, (name, yaml) -> parse(name, yaml, localDomains));
  }

  static TableResult<MailingLists> parse(String file, String yaml, Set<Domain> localDomains) {
    YamlTable table = new YamlTable(file);
    List<MailingList> lists =
        table
            .document(yaml)
            .map(document -> lists(table, document, localDomains))
            .orElse(List.of());
    return table.problems().isEmpty()
        ? new Valid<>(new MailingLists(lists))
        : new Invalid<>(table.problems());
  }

  private static List<MailingList> lists(
      YamlTable table, Place document, Set<Domain> localDomains) {
    ListReader reader = new ListReader(table, localDomains);
    return table.list(
        Optional.ofNullable(table.mapping(document, KEYS).get("lists")), reader::list);
  }
}
