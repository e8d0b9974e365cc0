package org.dromedary.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.LocalRecipient.MailboxFound;
import org.dromedary.routing.LocalRecipient.Unknown;

/**
 * The mailboxes and aliases of the local domains: one immutable value, replaced as a whole.
 *
 * <p>{@code postmaster} is always known (RFC 5321 §4.5.1). Local parts are compared without regard
 * to case; {@code user+tag} is {@code user} unless it is listed itself; an entry for one domain is
 * preferred to one for every domain, and what the domain says itself to what the domain says that
 * it is an alias of. Who is not listed anywhere is the anybody of the domain, if there is one.
 */
public final class LocalRecipients {
  private static final Unknown UNKNOWN = new Unknown();

  private final Set<Domain> localDomains;
  private final Map<Domain, Domain> domainAliases;
  private final Map<Domain, Undelivered> undelivered;
  private final Map<Domain, String> languages;
  private final Map<LocalName, LocalRecipient> entries;

  /**
   * @param domainAliases local domains whose users are those of another local domain
   * @param languages what users read, as tags of RFC 5646 in lower case
   * @param undelivered what becomes of mail for unknown users; where nothing is said, it is refused
   */
  LocalRecipients(
      Set<Domain> localDomains,
      Map<Domain, Domain> domainAliases,
      Map<Domain, Undelivered> undelivered,
      Map<Domain, String> languages,
      Map<LocalName, LocalRecipient> listed) {
    Map<LocalName, LocalRecipient> all = new HashMap<>(listed);
    all.putIfAbsent(LocalName.POSTMASTER, new MailboxFound(postmaster()));
    this.localDomains = Set.copyOf(localDomains);
    this.domainAliases = Map.copyOf(domainAliases);
    this.undelivered = Map.copyOf(undelivered);
    this.languages = Map.copyOf(languages);
    this.entries = Map.copyOf(all);
  }

  /** What a router without a mailboxes file has: {@code postmaster} in each local domain. */
  public static LocalRecipients postmasterOnly(Set<Domain> localDomains) {
    return new LocalRecipients(localDomains, Map.of(), Map.of(), Map.of(), Map.of());
  }

  static Mailbox.Kept postmaster() {
    return new Mailbox.Kept("postmaster", "postmaster");
  }

  /** What becomes of mail for an unknown user of a domain. */
  public Undelivered undelivered(Domain domain) {
    Undelivered own = undelivered.get(domain);
    if (own != null) {
      return own;
    }
    return aliasOf(domain)
        .flatMap(of -> Optional.ofNullable(undelivered.get(of)))
        .orElseGet(Undelivered.Refuse::new);
  }

  /** The language that users of a domain read. */
  public Optional<String> language(Domain domain) {
    return Optional.ofNullable(languages.get(domain))
        .or(() -> aliasOf(domain).flatMap(of -> Optional.ofNullable(languages.get(of))));
  }

  /** What is said of unknown users, but for refusals. */
  public Map<Domain, Undelivered> undelivered() {
    return undelivered;
  }

  /** The mailbox that would be made for an address from a template. */
  public Optional<Mailbox> wouldMake(MailAddress address, String template) {
    LocalName name = LocalName.of(address);
    return fromTemplate(name.withoutSubaddress().orElse(name), template);
  }

  /** A mailbox with the settings of another; empty without a safe name or without that one. */
  Optional<Mailbox> fromTemplate(LocalName name, String template) {
    LocalRecipient of = entries.get(LocalName.parse(template));
    if (!(of instanceof MailboxFound found) || name.isRoute()) {
      return Optional.empty();
    }
    return switch (found.mailbox()) {
      case Mailbox.Served served -> Optional.of(new Mailbox.Served(name.toString(), served.way()));
      case Mailbox.Kept kept ->
          Optional.of(besideOf(kept, name))
              .filter(directory -> Mailbox.Kept.isDirectory(directory) && isFree(directory))
              .map(directory -> new Mailbox.Kept(name.toString(), directory));
    };
  }

  private static String besideOf(Mailbox.Kept template, LocalName name) {
    int slash = template.directory().lastIndexOf('/');
    return template.directory().substring(0, slash + 1) + name;
  }

  /** No listed mailbox has this directory, one in it, or one that it is in. */
  private boolean isFree(String directory) {
    String asked = directory.toLowerCase(Locale.ROOT) + "/";
    return entries.values().stream()
        .flatMap(
            entry ->
                entry instanceof MailboxFound found && found.mailbox() instanceof Mailbox.Kept kept
                    ? Stream.of(kept.directory().toLowerCase(Locale.ROOT) + "/")
                    : Stream.empty())
        .noneMatch(listed -> listed.startsWith(asked) || asked.startsWith(listed));
  }

  /** Whether mail for the domain is delivered here. */
  public boolean isLocal(Domain domain) {
    return localDomains.contains(domain);
  }

  /** What the address is; {@link Unknown} when its domain is not local. */
  public LocalRecipient lookup(MailAddress address) {
    return isLocal(address.domain()) ? lookupAsLocal(address) : UNKNOWN;
  }

  /** What the address is if its domain, listed or not, is taken for a local one. */
  public LocalRecipient lookupAsLocal(MailAddress address) {
    return find(address).map(entries::get).orElse(UNKNOWN);
  }

  /** The postmaster, if the address is the postmaster's; else {@link Unknown}. */
  public LocalRecipient postmasterOr(MailAddress address) {
    boolean isPostmaster = LocalName.of(address).atEveryDomain().equals(LocalName.POSTMASTER);
    return isPostmaster ? lookupAsLocal(address) : UNKNOWN;
  }

  /** The entry that an address is found by, if any. */
  Optional<LocalName> entryOf(MailAddress address) {
    return isLocal(address.domain()) ? find(address) : Optional.empty();
  }

  private Optional<LocalName> find(MailAddress address) {
    LocalName name = LocalName.of(address);
    // RFC 5321 §7.9: a%b@local, b!a@local and "a@b"@local are names of local users like any other,
    // and no local user has such a name: nothing is ever sent on to b
    if (name.isRoute()) {
      return Optional.empty();
    }
    List<Domain> domains =
        Stream.concat(Stream.of(address.domain()), aliasOf(address.domain()).stream()).toList();
    Stream<LocalName> users =
        Stream.concat(Stream.of(name), name.withoutSubaddress().stream())
            .flatMap(n -> Stream.concat(domains.stream().map(n::at), Stream.of(n.atEveryDomain())));
    return Stream.concat(users, domains.stream().map(LocalName::anybodyAt))
        .filter(entries::containsKey)
        .findFirst();
  }

  private Optional<Domain> aliasOf(Domain domain) {
    return Optional.ofNullable(domainAliases.get(domain));
  }

  /** Equal for addresses that are the same recipient here. */
  Object identity(MailAddress address) {
    if (!isLocal(address.domain())) {
      return address; // RFC 5321 §2.4: local parts of other hosts differ by case, ours do not
    }
    LocalName name = LocalName.of(address);
    return aliasOf(address.domain()).map(name::at).orElse(name);
  }
}
