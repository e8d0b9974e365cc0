package org.dromedary.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dromedary.mail.Domain;

/** What the entries of a mailboxes file are together: each once, each of ours, nothing shared. */
final class MailboxesCheck {
  private final YamlTable table;
  private final Set<Domain> localDomains;
  private final Map<Domain, Domain> domainAliases;

  MailboxesCheck(YamlTable table, Set<Domain> localDomains, Map<Domain, Domain> domainAliases) {
    this.table = table;
    this.domainAliases = domainAliases;
    this.localDomains = localDomains;
  }

  /** The value of all entries that could be read; to be used only if there was no problem. */
  LocalRecipients check(List<ListedRecipient> listed) {
    Map<LocalName, ListedRecipient> byName = new HashMap<>();
    for (ListedRecipient entry : listed) {
      checkDomain(entry);
      ListedRecipient first = byName.putIfAbsent(entry.name(), entry);
      if (first != null) {
        String problem = "'" + entry.name() + "' is already in line " + first.place().line();
        table.problem(entry, problem, "keep one of the two; an alias may have several targets");
      }
    }
    Map<LocalName, LocalRecipient> entries = new HashMap<>();
    byName.forEach((name, entry) -> entries.put(name, entry.recipient()));
    LocalRecipients recipients = new LocalRecipients(localDomains, domainAliases, entries);
    new DirectoriesCheck(table, byName.containsKey(LocalName.POSTMASTER)).check(listed);
    new AliasCheck(table, recipients).check(listed);
    return recipients;
  }

  private void checkDomain(ListedRecipient entry) {
    Optional<Domain> domain = entry.name().domain();
    if (domain.isPresent() && !localDomains.contains(domain.get())) {
      String problem = "'" + entry.name() + "' is not in a local domain";
      table.problem(entry, problem, "add the domain to the local domains or remove the entry");
    }
  }
}
