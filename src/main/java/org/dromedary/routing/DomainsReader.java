package org.dromedary.routing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.dromedary.mail.Domain;
import org.dromedary.routing.YamlTable.Place;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code domains} of a mailboxes file: which local domains have the users of others,
 * and what becomes of mail for users who are not known.
 */
final class DomainsReader {
  private static final List<String> KEYS = List.of("name", "alias-of", "unknown-users", "language");
  private static final String REMEDY = "write one of dromedary.local-domains";

  private final YamlTable table;
  private final Set<Domain> localDomains;

  DomainsReader(YamlTable table, Set<Domain> localDomains) {
    this.table = table;
    this.localDomains = localDomains;
  }

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(?:-[a-z0-9]{2,8})*");

  private final Map<Domain, Undelivered> undelivered = new HashMap<>();
  private final Map<Domain, String> languages = new HashMap<>();

  private record Entry(Place place, Domain name, Optional<Domain> aliasOf) {}

  /** What was said of unknown users, in the section that was read. */
  Map<Domain, Undelivered> undelivered() {
    return undelivered;
  }

  /** What was said of languages. */
  Map<Domain, String> languages() {
    return languages;
  }

  private static String language(String text) {
    String tag = text.toLowerCase(Locale.ROOT);
    if (!LANGUAGE.matcher(tag).matches()) {
      throw new IllegalArgumentException("not a language");
    }
    return tag;
  }

  /** From the alias to the domain. */
  Map<Domain, Domain> read(@Nullable Place section) {
    List<Entry> entries = table.list(Optional.ofNullable(section), this::entry);
    Map<Domain, Domain> aliases = new HashMap<>();
    Set<Domain> names = new HashSet<>();
    for (Entry entry : entries) {
      if (!names.add(entry.name())) {
        table.problem(entry.place(), "the domain is there twice", "keep one of the two");
      }
      entry.aliasOf().ifPresent(of -> aliases.put(entry.name(), of));
    }
    for (Entry entry : entries) {
      Domain of = entry.aliasOf().orElse(entry.name());
      if (entry.aliasOf().isPresent() && aliases.containsKey(of)) {
        String problem = "'" + of.ascii() + "' is an alias itself";
        table.problem(entry.place(), problem, "name the domain that has the users");
      }
    }
    return aliases;
  }

  private Optional<Entry> entry(Place place) {
    Map<String, Place> values = table.mapping(place, KEYS);
    Optional<Domain> name = domain(place, values, "name");
    Optional<Domain> aliasOf =
        Optional.ofNullable(values.get("alias-of"))
            .flatMap(of -> table.text(of, REMEDY, this::local));
    Optional<Undelivered> unknownUsers =
        Optional.ofNullable(values.get("unknown-users"))
            .flatMap(u -> table.text(u, Undelivered.REMEDY, Undelivered::parse));
    Optional<String> language =
        Optional.ofNullable(values.get("language"))
            .flatMap(
                l ->
                    table.text(l, "write a language such as de or pt-br", DomainsReader::language));
    if (KEYS.stream().skip(1).noneMatch(values::containsKey)) {
      table.problem(
          place, "says nothing of the domain", "add 'alias-of:', 'unknown-users:' or 'language:'");
    }
    name.ifPresent(n -> language.ifPresent(l -> languages.put(n, l)));
    name.ifPresent(n -> unknownUsers.ifPresent(u -> undelivered.put(n, u)));
    return name.map(n -> new Entry(place, n, aliasOf));
  }

  private Optional<Domain> domain(Place entry, Map<String, Place> values, String key) {
    return table
        .required(entry, values, key)
        .flatMap(place -> table.text(place, REMEDY, this::local));
  }

  private Domain local(String text) {
    Domain domain = Domain.parse(text);
    if (!localDomains.contains(domain)) {
      throw new IllegalArgumentException("not a local domain");
    }
    return domain;
  }
}
