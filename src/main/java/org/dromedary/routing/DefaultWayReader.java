package org.dromedary.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dromedary.routing.YamlTable.Place;

/** The block {@code default} of a routing table: how mail goes on that no rule is for. */
final class DefaultWayReader {
  static final List<String> KEYS =
      Stream.of(List.of("action"), SendReader.RELAY_KEYS, SendReader.KEYS)
          .flatMap(List::stream)
          .toList();
  private static final List<String> ACTIONS = List.of("relay", "mx");

  private final YamlTable table;
  private final SendReader sending;

  DefaultWayReader(YamlTable table) {
    this.table = table;
    this.sending = new SendReader(table);
  }

  /**
   * The way.
   *
   * @param settings what the block does not say
   */
  RemoteWay.Sent read(Place block, RemoteWay.Sent settings) {
    Map<String, Place> values = table.mapping(block, KEYS);
    return switch (action(values)) {
      case "relay" -> {
        List<SmartHost> hosts = sending.hosts(block, values);
        HostAccess access = sending.relayAccess(block, values, settings.access());
        yield hosts.isEmpty() ? settings : new RemoteWay.Relay(hosts, access);
      }
      case "mx" -> {
        refuseRelayKeys(values, "is not for mx");
        yield new RemoteWay.MailExchangers(sending.access(block, values, settings.access()));
      }
      default -> {
        refuseRelayKeys(values, "needs an action");
        HostAccess access = sending.access(block, values, settings.access());
        yield settings.with(access.withLogin(settings.access().login()));
      }
    };
  }

  private String action(Map<String, Place> values) {
    return Optional.ofNullable(values.get("action"))
        .flatMap(p -> table.text(p, "write relay or mx", text -> YamlTable.oneOf(text, ACTIONS)))
        .orElse("");
  }

  private void refuseRelayKeys(Map<String, Place> values, String problem) {
    SendReader.RELAY_KEYS.stream()
        .flatMap(key -> Optional.ofNullable(values.get(key)).stream())
        .forEach(place -> table.problem(place, problem, "remove it, or write 'action: relay'"));
  }
}
