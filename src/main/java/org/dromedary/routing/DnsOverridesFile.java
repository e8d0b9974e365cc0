package org.dromedary.routing;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.dns.DnsOverrides;
import org.dromedary.mail.Domain;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.dromedary.routing.YamlTable.Place;

/** Reads {@code routes/dns-overrides.yaml}; the shipped file says what may stand in it. */
public final class DnsOverridesFile {
  private static final List<String> KEYS = List.of("overrides");
  private static final List<String> ENTRY_KEYS = List.of("name", "mx", "addresses");
  private static final String NAME_REMEDY = "write a name such as mx.example.org";
  private static final String ADDRESS_REMEDY = "write an IP address such as 192.0.2.1";

  private DnsOverridesFile() {}

  /**
   * Reads and checks the whole file; a file that does not exist has no overrides.
   *
   * @throws IOException when the file is there and cannot be read
   */
  public static TableResult<DnsOverrides> read(Path file) throws IOException {
    return YamlTable.read(file, DnsOverrides.NONE, DnsOverridesFile::parse);
  }

  static TableResult<DnsOverrides> parse(String file, String yaml) {
    YamlTable table = new YamlTable(file);
    DnsOverrides read =
        table.document(yaml).map(document -> read(table, document)).orElse(DnsOverrides.NONE);
    return table.problems().isEmpty() ? new Valid<>(read) : new Invalid<>(table.problems());
  }

  private static DnsOverrides read(YamlTable table, Place document) {
    Map<Domain, DnsOverrides.Entry> names = new LinkedHashMap<>();
    Optional<Place> overrides = Optional.ofNullable(table.mapping(document, KEYS).get("overrides"));
    table.list(overrides, place -> entry(table, place, names));
    return new DnsOverrides(names);
  }

  private static Optional<Domain> entry(
      YamlTable table, Place place, Map<Domain, DnsOverrides.Entry> names) {
    Map<String, Place> values = table.mapping(place, ENTRY_KEYS);
    Optional<Domain> name =
        table
            .required(place, values, "name")
            .flatMap(p -> table.text(p, NAME_REMEDY, DnsOverridesFile::name));
    List<Domain> mailHosts =
        table.texts(Optional.ofNullable(values.get("mx")), NAME_REMEDY, DnsOverridesFile::name);
    List<InetAddress> addresses =
        table.texts(
            Optional.ofNullable(values.get("addresses")), ADDRESS_REMEDY, IpNetwork::parseAddress);
    if (!values.containsKey("mx") && !values.containsKey("addresses")) {
      table.problem(place, "says nothing of the name", "add 'mx:' or 'addresses:'");
    }
    name.ifPresent(
        domain -> {
          if (names.putIfAbsent(domain, new DnsOverrides.Entry(mailHosts, addresses)) != null) {
            table.problem(place, "the name is there twice", "keep one of the two");
          }
        });
    return name;
  }

  private static Domain name(String text) {
    Domain domain = Domain.parse(text);
    if (domain.isAddressLiteral()) {
      throw new IllegalArgumentException("not a name");
    }
    return domain;
  }
}
