package org.dromedary.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.YamlTable.Place;
import org.dromedary.tls.CertificateFingerprint;
import org.dromedary.tls.ClientTlsMode;
import org.dromedary.tls.ClientTlsPolicy;

/** What a rule of a routing table does. */
final class ActionReader {
  private static final List<String> FOR_TLS = List.of("tls", "tls-verify", "tls-fingerprints");
  private static final List<String> FOR_RELAY =
      List.of("hosts", "login", "password", "token", "login-unverified");
  private static final List<String> FOR_REJECT = List.of("code", "text");
  private static final List<String> FOR_OTHERS = List.of("to");
  static final List<String> KEYS =
      Stream.of(List.of("action"), FOR_RELAY, FOR_TLS, FOR_REJECT, FOR_OTHERS)
          .flatMap(List::stream)
          .toList();

  /** Which keys each action has. */
  private static final Map<String, List<String>> ACTIONS =
      Map.of(
          "relay",
          Stream.concat(FOR_RELAY.stream(), FOR_TLS.stream()).toList(),
          "mx",
          FOR_TLS,
          "reject",
          FOR_REJECT,
          "discard",
          List.of(),
          "local",
          List.of(),
          "redirect",
          FOR_OTHERS,
          "copy-to",
          FOR_OTHERS,
          "hold",
          List.of());

  private static final List<String> NAMES =
      List.of("relay", "mx", "local", "redirect", "copy-to", "hold", "reject", "discard");
  private static final String ACTION_REMEDY = "write one of " + String.join(", ", NAMES);
  private static final String HOST_REMEDY = "write host:port, for example relay.example.org:25";
  private static final String ADDRESS_REMEDY = "write an address such as archive@example.org";
  private static final String TLS_REMEDY = "write none, opportunistic, required or implicit";
  private static final String FINGERPRINT_REMEDY =
      "write what openssl x509 -noout -fingerprint -sha256 prints behind the equals sign";

  private final YamlTable table;
  private final RuleParts parts;
  private final ClientTlsPolicy defaultTls;

  ActionReader(YamlTable table, RuleParts parts, ClientTlsPolicy defaultTls) {
    this.table = table;
    this.parts = parts;
    this.defaultTls = defaultTls;
  }

  Optional<RuleAction> action(Place entry, Map<String, Place> values) {
    Optional<String> name =
        table
            .required(entry, values, "action")
            .flatMap(p -> table.text(p, ACTION_REMEDY, text -> YamlTable.oneOf(text, NAMES)));
    name.ifPresent(action -> refuseOthers(action, values));
    return switch (name.orElse("")) {
      case "relay" -> relay(entry, values).map(way -> way);
      case "mx" -> Optional.of(new RemoteWay.MailExchangers(HostAccess.of(tls(values))));
      case "reject" -> parts.refusal(entry, values).map(RemoteWay.Reject::new);
      case "discard" -> Optional.of(new RemoteWay.Discard());
      case "local" -> Optional.of(new RemoteWay.Kept());
      case "redirect" -> addresses(entry, values).map(RemoteWay.Redirect::new);
      case "copy-to" -> addresses(entry, values).map(CopyTo::new);
      case "hold" -> Optional.of(new RemoteWay.Hold());
      default -> Optional.empty();
    };
  }

  private void refuseOthers(String action, Map<String, Place> values) {
    List<String> own = ACTIONS.getOrDefault(action, List.of());
    for (String key : KEYS) {
      if (values.containsKey(key) && !own.contains(key) && !key.equals("action")) {
        table.problem(values.get(key), "is not for " + action, "remove it");
      }
    }
  }

  private static Optional<Place> value(Map<String, Place> values, String key) {
    return Optional.ofNullable(values.get(key));
  }

  private Optional<List<MailAddress>> addresses(Place entry, Map<String, Place> values) {
    Optional<Place> place = table.required(entry, values, "to");
    return Optional.of(table.texts(place, ADDRESS_REMEDY, MailAddress::parse))
        .filter(addresses -> !addresses.isEmpty());
  }

  private Optional<RemoteWay> relay(Place entry, Map<String, Place> values) {
    Optional<Place> hosts = table.required(entry, values, "hosts");
    List<SmartHost> valid = table.texts(hosts, HOST_REMEDY, SmartHost::parse);
    HostAccess access =
        new HostAccess(tls(values), new RelayLoginReader(table).login(entry, values));
    return valid.isEmpty() ? Optional.empty() : Optional.of(new RemoteWay.Relay(valid, access));
  }

  /** A rule that names a mode says all of it; else what it says is added to the default. */
  private ClientTlsPolicy tls(Map<String, Place> values) {
    Optional<ClientTlsMode> mode =
        value(values, "tls").flatMap(place -> table.text(place, TLS_REMEDY, ClientTlsMode::parse));
    boolean verify = table.flag(values, "tls-verify").orElse(mode.isEmpty() && defaultTls.verify());
    List<CertificateFingerprint> fingerprints =
        table.texts(
            value(values, "tls-fingerprints"), FINGERPRINT_REMEDY, CertificateFingerprint::parse);
    boolean inherits = mode.isEmpty() && !values.containsKey("tls-fingerprints");
    return new ClientTlsPolicy(
        mode.orElse(defaultTls.mode()),
        verify,
        inherits ? defaultTls.fingerprints() : fingerprints);
  }
}
