package org.dromedary.routing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.dromedary.routing.YamlTable.Place;
import org.dromedary.tls.CertificateFingerprint;
import org.dromedary.tls.ClientTlsMode;
import org.dromedary.tls.ClientTlsPolicy;

/** Each rule of a routing table by itself, and that no two have one name. */
final class RoutingTableReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "sender",
          "recipient",
          "action",
          "hosts",
          "tls",
          "tls-verify",
          "tls-fingerprints",
          "user",
          "password",
          "token",
          "login-unverified",
          "enabled");

  private static final List<String> ONLY_FOR_RELAY =
      List.of("hosts", "user", "password", "token", "login-unverified");

  private static final String NAME_REMEDY = "write a name of at most 60 printable ASCII characters";
  private static final String ACTION_REMEDY = "write relay or mx";
  private static final String HOST_REMEDY = "write host:port, for example relay.example.org:25";
  private static final String TLS_REMEDY = "write none, opportunistic, required or implicit";
  private static final String FINGERPRINT_REMEDY =
      "write what openssl x509 -noout -fingerprint -sha256 prints behind the equals sign";
  private static final Pattern NAME = Pattern.compile("[!-~](?:[ -~]{0,58}[!-~])?");

  private final YamlTable table;
  private final ClientTlsPolicy defaultTls;
  private final Set<String> names = new HashSet<>();

  /**
   * @param defaultTls for what a rule does not say
   */
  RoutingTableReader(YamlTable table, ClientTlsPolicy defaultTls) {
    this.table = table;
    this.defaultTls = defaultTls;
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
    HostAccess access =
        new HostAccess(tls(values), new RelayLoginReader(table).login(entry, values));
    return switch (action) {
      case "relay" -> relay(entry, values, access);
      case "mx" -> {
        for (String key : ONLY_FOR_RELAY) {
          value(values, key).ifPresent(place -> table.problem(place, "is not for mx", "remove it"));
        }
        yield Optional.of(new RemoteWay.MailExchangers(access));
      }
      default -> Optional.empty();
    };
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

  private Optional<RemoteWay> relay(Place entry, Map<String, Place> values, HostAccess access) {
    Optional<Place> hosts = table.required(entry, values, "hosts");
    List<SmartHost> valid = table.texts(hosts, HOST_REMEDY, SmartHost::parse);
    return valid.isEmpty() ? Optional.empty() : Optional.of(new RemoteWay.Relay(valid, access));
  }
}
