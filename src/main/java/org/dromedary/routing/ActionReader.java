package org.dromedary.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.YamlTable.Place;

/** What a rule of a routing table does. */
final class ActionReader {
  private static final List<String> FOR_REJECT = List.of("code", "text", RetryPolicyNames.KEY);
  private static final List<String> FOR_OTHERS = List.of("to");
  private static final List<String> FOR_ENDPOINT =
      List.of("uri", "maximum-connections", RetryPolicyNames.KEY);
  static final List<String> KEYS =
      Stream.of(
              List.of("action"),
              SendReader.RELAY_KEYS,
              SendReader.KEYS,
              FOR_REJECT,
              FOR_OTHERS,
              List.of("uri"))
          .flatMap(List::stream)
          .distinct()
          .toList();

  static final List<String> NAMES =
      List.of(
          "relay", "mx", "local", "redirect", "copy-to", "endpoint", "hold", "reject", "discard");
  private static final String ACTION_REMEDY = "write one of " + String.join(", ", NAMES);
  private static final String ADDRESS_REMEDY = "write an address such as archive@example.org";

  private final YamlTable table;
  private final RuleParts parts;
  private final SendReader sending;
  private final HostAccess byDefault;
  private final EndpointSchemes endpoints;

  /**
   * @param byDefault for what a rule does not say
   * @param endpoints those that rules may name
   */
  ActionReader(YamlTable table, HostAccess byDefault, EndpointSchemes endpoints) {
    this.endpoints = endpoints;
    this.table = table;
    this.parts = new RuleParts(table);
    this.sending = new SendReader(table);
    this.byDefault = byDefault;
  }

  Optional<RuleAction> action(Place entry, Map<String, Place> values) {
    Optional<String> name =
        table
            .required(entry, values, "action")
            .flatMap(p -> table.text(p, ACTION_REMEDY, text -> YamlTable.oneOf(text, NAMES)));
    name.ifPresent(action -> refuseOthers(action, values));
    return switch (name.orElse("")) {
      case "relay" -> relay(entry, values);
      case "mx" ->
          Optional.of(new RemoteWay.MailExchangers(sending.access(entry, values, byDefault)));
      case "local" -> Optional.of(new RemoteWay.Kept());
      case "redirect" -> addresses(entry, values).map(RemoteWay.Redirect::new);
      case "copy-to" -> addresses(entry, values).map(CopyTo::new);
      case "endpoint" -> endpoint(entry, values);
      case "hold" -> Optional.of(new RemoteWay.Hold());
      case "reject" -> parts.refusal(entry, values).map(RemoteWay.Reject::new);
      case "discard" -> Optional.of(new RemoteWay.Discard());
      default -> Optional.empty();
    };
  }

  private static List<String> keysOf(String action) {
    return switch (action) {
      case "relay" ->
          Stream.concat(SendReader.RELAY_KEYS.stream(), SendReader.KEYS.stream()).toList();
      case "mx" -> SendReader.KEYS;
      case "redirect", "copy-to" -> FOR_OTHERS;
      case "endpoint" -> FOR_ENDPOINT;
      case "reject" -> FOR_REJECT;
      default -> List.of();
    };
  }

  private void refuseOthers(String action, Map<String, Place> values) {
    List<String> own = keysOf(action);
    KEYS.stream()
        .filter(key -> !key.equals("action") && !own.contains(key))
        .flatMap(key -> Optional.ofNullable(values.get(key)).stream())
        .forEach(place -> table.problem(place, "is not for " + action, "remove it"));
  }

  private Optional<List<MailAddress>> addresses(Place entry, Map<String, Place> values) {
    Optional<Place> place = table.required(entry, values, "to");
    return Optional.of(table.texts(place, ADDRESS_REMEDY, MailAddress::parse))
        .filter(addresses -> !addresses.isEmpty());
  }

  private Optional<RuleAction> endpoint(Place entry, Map<String, Place> values) {
    HostAccess access = sending.access(entry, values, byDefault);
    return table
        .required(entry, values, "uri")
        .flatMap(place -> table.text(place, EndpointSchemes.REMEDY, endpoints::parse))
        .map(uri -> new RemoteWay.Endpoint(uri, access));
  }

  private Optional<RuleAction> relay(Place entry, Map<String, Place> values) {
    List<SmartHost> hosts = sending.hosts(entry, values);
    HostAccess access = sending.relayAccess(entry, values, byDefault);
    return hosts.isEmpty() ? Optional.empty() : Optional.of(new RemoteWay.Relay(hosts, access));
  }
}
