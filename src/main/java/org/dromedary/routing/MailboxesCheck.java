package org.dromedary.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dromedary.mail.Domain;
import org.dromedary.routing.YamlTable.Place;

/** What the entries of a mailboxes file are together: each once, each of ours, nothing shared. */
final class MailboxesCheck {
  private final YamlTable table;
  private final Set<Domain> localDomains;
  private final Map<Domain, Domain> domainAliases;
  private final Map<Domain, Undelivered> undelivered;
  private final Map<Domain, String> languages;

  MailboxesCheck(
      YamlTable table,
      Set<Domain> localDomains,
      Map<Domain, Domain> domainAliases,
      DomainsReader domains) {
    this.undelivered = domains.undelivered();
    this.languages = domains.languages();
    this.table = table;
    this.domainAliases = domainAliases;
    this.localDomains = localDomains;
  }

  /** The value of all entries that could be read; to be used only if there was no problem. */
  LocalRecipients check(Place document, List<ListedRecipient> listed) {
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
    LocalRecipients recipients =
        new LocalRecipients(localDomains, domainAliases, undelivered, languages, entries);
    new DirectoriesCheck(table, byName.containsKey(LocalName.POSTMASTER)).check(listed);
    new AliasCheck(table, recipients).check(listed);
    undelivered.forEach((domain, action) -> checkUndelivered(document, domain, action, recipients));
    return recipients;
  }

  private void checkUndelivered(
      Place document, Domain domain, Undelivered action, LocalRecipients recipients) {
    String prefix = "unknown-users of " + domain.ascii() + ": ";
    switch (action) {
      case Undelivered.Forward forward ->
          forward.to().stream()
              .filter(to -> recipients.isLocal(to.domain()))
              .filter(to -> recipients.lookup(to) instanceof LocalRecipient.Unknown)
              .forEach(
                  to ->
                      table.problem(
                          document,
                          prefix + "'" + to + "' is not known here",
                          "add a mailbox or alias for it"));
      case Undelivered.ReAddress other -> {
        if (other.domain().equals(domain)) {
          table.problem(document, prefix + "that is the domain itself", "name another domain");
        }
      }
      case Undelivered.Create create ->
          recipients
              .fromTemplate(LocalName.parse("somebody@" + domain.ascii()), create.template())
              .ifPresentOrElse(
                  made -> {},
                  () ->
                      table.problem(
                          document,
                          prefix + "there is no mailbox '" + create.template() + "'",
                          "add the template to mailboxes"));
      case Undelivered other -> {}
    }
  }

  private void checkDomain(ListedRecipient entry) {
    Optional<Domain> domain = entry.name().domain();
    if (domain.isPresent() && !localDomains.contains(domain.get())) {
      String problem = "'" + entry.name() + "' is not in a local domain";
      table.problem(entry, problem, "add the domain to the local domains or remove the entry");
    }
  }
}
