package org.dromedary.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dromedary.mail.Domain;
import org.dromedary.routing.YamlTable.Place;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code domains} of a mailboxes file: which local domains have the users of others.
 */
final class DomainAliasReader {
  private static final List<String> KEYS = List.of("name", "alias-of");
  private static final String REMEDY = "write one of dromedary.local-domains";

  private final YamlTable table;
  private final Set<Domain> localDomains;

  DomainAliasReader(YamlTable table, Set<Domain> localDomains) {
    this.table = table;
    this.localDomains = localDomains;
  }

  private record Entry(Place place, Domain name, Domain aliasOf) {}

  /** From the alias to the domain. */
  Map<Domain, Domain> read(@Nullable Place section) {
    List<Entry> entries = table.list(Optional.ofNullable(section), this::entry);
    Map<Domain, Domain> aliases = new HashMap<>();
    for (Entry entry : entries) {
      if (aliases.put(entry.name(), entry.aliasOf()) != null) {
        table.problem(entry.place(), "the domain is there twice", "keep one of the two");
      }
    }
    for (Entry entry : entries) {
      if (aliases.containsKey(entry.aliasOf())) {
        String problem = "'" + entry.aliasOf().ascii() + "' is an alias itself";
        table.problem(entry.place(), problem, "name the domain that has the users");
      }
    }
    return aliases;
  }

  private Optional<Entry> entry(Place place) {
    Map<String, Place> values = table.mapping(place, KEYS);
    Optional<Domain> name = domain(place, values, "name");
    Optional<Domain> aliasOf = domain(place, values, "alias-of");
    return name.flatMap(n -> aliasOf.map(of -> new Entry(place, n, of)));
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
