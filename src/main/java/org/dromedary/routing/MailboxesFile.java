package org.dromedary.routing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dromedary.mail.Domain;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.dromedary.routing.YamlTable.Place;

/** Reads {@code routes/mailboxes.yaml}; the shipped file says what may stand in it. */
public final class MailboxesFile {
  private static final List<String> KEYS = List.of("domains", "mailboxes", "aliases");

  private MailboxesFile() {}

  /**
   * Reads and checks the whole file; a file that does not exist has just {@code postmaster}.
   *
   * @param localDomains the domains that entries may be for
   * @param endpoints those that mailboxes may be
   * @throws IOException when the file is there and cannot be read
   */
  public static TableResult<LocalRecipients> read(
      Path file, Set<Domain> localDomains, EndpointSchemes endpoints) throws IOException {
    return YamlTable.read(
        file,
        LocalRecipients.postmasterOnly(localDomains),
        (name, yaml) -> parse(name, yaml, localDomains, endpoints));
  }

  static TableResult<LocalRecipients> parse(
      String file, String yaml, Set<Domain> localDomains, EndpointSchemes endpoints) {
    YamlTable table = new YamlTable(file);
    LocalRecipients recipients =
        table
            .document(yaml)
            .map(document -> recipients(table, document, localDomains, endpoints))
            .orElse(LocalRecipients.postmasterOnly(localDomains));
    return table.problems().isEmpty() ? new Valid<>(recipients) : new Invalid<>(table.problems());
  }

  private static LocalRecipients recipients(
      YamlTable table, Place document, Set<Domain> localDomains, EndpointSchemes endpoints) {
    Map<String, Place> sections = table.mapping(document, KEYS);
    DomainsReader domains = new DomainsReader(table, localDomains);
    Map<Domain, Domain> domainAliases = domains.read(sections.get("domains"));
    List<ListedRecipient> listed =
        new MailboxesReader(table, endpoints).entries(document, sections);
    return new MailboxesCheck(table, localDomains, domainAliases, domains).check(document, listed);
  }
}
