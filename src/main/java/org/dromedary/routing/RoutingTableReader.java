package org.dromedary.routing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.dromedary.routing.YamlTable.Place;

/** Each rule of a routing table by itself, and that no two have one name. */
final class RoutingTableReader {
  private static final List<String> KEYS =
      List.of("name", "sender", "recipient", "action", "hosts", "enabled");

  private static final String NAME_REMEDY = "write a name of at most 60 printable ASCII characters";
  private static final String ACTION_REMEDY = "write relay or mx";
  private static final String HOST_REMEDY = "write host:port, for example relay.example.org:25";
  private static final Pattern NAME = Pattern.compile("[!-~](?:[ -~]{0,58}[!-~])?");

  private final YamlTable table;
  private final Set<String> names = new HashSet<>();

  RoutingTableReader(YamlTable table) {
    this.table = table;
  }

  /** Those that are enabled; all are checked. */
  List<NextHopRule> rules(Map<String, Place> sections) {
    return table.list(Optional.ofNullable(sections.get("rules")), this::rule);
  }

  private Optional<NextHopRule> rule(Place entry) {
    Map<String, Place> values = table.mapping(entry, KEYS);
    Optional<String> name = table.required(entry, values, "name").flatMap(this::name);
    List<AddressPattern> senders =
        table.texts(value(values, "sender"), AddressPattern.SENDER_REMEDY, AddressPattern::parse);
    List<AddressPattern> recipients =
        table.texts(
            value(values, "recipient"), AddressPattern.REMEDY, AddressPattern::parseRecipient);
    Optional<RemoteWay> way = way(entry, values);
    if (!table.isEnabled(values) || name.isEmpty() || way.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new NextHopRule(name.get(), senders, recipients, way.get()));
  }

  private static Optional<Place> value(Map<String, Place> values, String key) {
    return Optional.ofNullable(values.get(key));
  }

  private Optional<String> name(Place place) {
    return table.scalar(Optional.of(place), NAME_REMEDY, this::unusedName);
  }

  private String unusedName(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("not a name");
    }
    if (!names.add(text)) {
      throw new IllegalArgumentException("another rule has this name");
    }
    return text;
  }

  private Optional<RemoteWay> way(Place entry, Map<String, Place> values) {
    String action =
        table
            .required(entry, values, "action")
            .flatMap(
                place ->
                    table.text(
                        place,
                        ACTION_REMEDY,
                        text -> YamlTable.oneOf(text, List.of("relay", "mx"))))
            .orElse("");
    return switch (action) {
      case "relay" -> relay(entry, values);
      case "mx" -> {
        value(values, "hosts")
            .ifPresent(place -> table.problem(place, "is not for mx", "remove it"));
        yield Optional.of(new RemoteWay.MailExchangers());
      }
      default -> Optional.empty();
    };
  }

  private Optional<RemoteWay> relay(Place entry, Map<String, Place> values) {
    Optional<Place> hosts = table.required(entry, values, "hosts");
    List<SmartHost> valid = table.texts(hosts, HOST_REMEDY, SmartHost::parse);
    return valid.isEmpty() ? Optional.empty() : Optional.of(new RemoteWay.Relay(valid));
  }
}
