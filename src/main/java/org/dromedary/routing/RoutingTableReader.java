package org.dromedary.routing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dromedary.mail.OctetCount;
import org.dromedary.routing.YamlTable.Place;
import org.dromedary.tls.CertificateFingerprint;
import org.dromedary.tls.ClientTlsMode;
import org.dromedary.tls.ClientTlsPolicy;

/** Each rule of a routing table by itself, and that no two have one name. */
final class RoutingTableReader {
  private static final List<String> CONDITIONS =
      List.of(
          "sender",
          "recipient",
          "client",
          "user",
          "listener",
          "header",
          "larger-than",
          "smaller-than");
  private static final List<String> FOR_TLS = List.of("tls", "tls-verify", "tls-fingerprints");
  private static final List<String> FOR_RELAY =
      List.of("hosts", "login", "password", "token", "login-unverified");
  private static final List<String> FOR_REJECT = List.of("code", "text");
  private static final List<String> KEYS =
      Stream.of(
              List.of("name"),
              CONDITIONS,
              List.of("action"),
              FOR_RELAY,
              FOR_TLS,
              FOR_REJECT,
              List.of("enabled"))
          .flatMap(List::stream)
          .toList();

  private static final String NAME_REMEDY = "write a name of at most 60 printable ASCII characters";
  private static final String ACTION_REMEDY = "write relay, mx, reject or discard";
  private static final String HOST_REMEDY = "write host:port, for example relay.example.org:25";
  private static final String TLS_REMEDY = "write none, opportunistic, required or implicit";
  private static final String FINGERPRINT_REMEDY =
      "write what openssl x509 -noout -fingerprint -sha256 prints behind the equals sign";
  private static final String SIZE_REMEDY = "write a number and a unit (B, KiB, MiB, GiB)";
  private static final List<String> LISTENERS =
      List.of("smtp", "submission", "submissions", "local");
  private static final Pattern NAME = Pattern.compile("[!-~](?:[ -~]{0,58}[!-~])?");

  private final YamlTable table;
  private final RuleParts parts;
  private final ClientTlsPolicy defaultTls;
  private final Set<String> names = new HashSet<>();

  /**
   * @param defaultTls for what a rule does not say
   */
  RoutingTableReader(YamlTable table, ClientTlsPolicy defaultTls) {
    this.table = table;
    this.parts = new RuleParts(table);
    this.defaultTls = defaultTls;
  }

  /** Those that are enabled; all are checked. */
  List<NextHopRule> rules(Map<String, Place> sections) {
    return table.list(Optional.ofNullable(sections.get("rules")), this::rule);
  }

  private Optional<NextHopRule> rule(Place entry) {
    Map<String, Place> values = table.mapping(entry, KEYS);
    Optional<String> name = table.required(entry, values, "name").flatMap(this::name);
    RuleConditions conditions = conditions(values);
    Optional<RemoteWay> way = way(entry, values);
    if (!table.isEnabled(values) || name.isEmpty() || way.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new NextHopRule(name.get(), conditions, way.get()));
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

  private RuleConditions conditions(Map<String, Place> values) {
    return new RuleConditions(
        table.texts(value(values, "sender"), AddressPattern.SENDER_REMEDY, AddressPattern::parse),
        table.texts(
            value(values, "recipient"), AddressPattern.REMEDY, AddressPattern::parseRecipient),
        table.texts(value(values, "client"), RuleParts.NETWORK_REMEDY, IpNetwork::parse),
        table.texts(value(values, "user"), RuleParts.PATTERN_REMEDY, Wildcard::parse),
        Set.copyOf(
            table.texts(
                value(values, "listener"),
                "write smtp, submission, submissions or local",
                text -> YamlTable.oneOf(text, LISTENERS))),
        value(values, "header").flatMap(parts::header),
        size(values, "larger-than").orElse(-1L),
        size(values, "smaller-than").orElse(Long.MAX_VALUE));
  }

  private Optional<Long> size(Map<String, Place> values, String key) {
    return table.scalar(value(values, key), SIZE_REMEDY, OctetCount::parse).map(OctetCount::octets);
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
                        text -> YamlTable.oneOf(text, List.of("relay", "mx", "reject", "discard"))))
            .orElse("");
    return switch (action) {
      case "relay" -> {
        refuse(action, values, FOR_REJECT);
        yield relay(entry, values);
      }
      case "mx" -> {
        refuse(action, values, FOR_RELAY);
        refuse(action, values, FOR_REJECT);
        yield Optional.of(new RemoteWay.MailExchangers(HostAccess.of(tls(values))));
      }
      case "reject" -> {
        refuse(action, values, FOR_RELAY);
        refuse(action, values, FOR_TLS);
        yield parts.refusal(entry, values).map(RemoteWay.Reject::new);
      }
      case "discard" -> {
        refuse(action, values, FOR_RELAY);
        refuse(action, values, FOR_TLS);
        refuse(action, values, FOR_REJECT);
        yield Optional.of(new RemoteWay.Discard());
      }
      default -> Optional.empty();
    };
  }

  private void refuse(String action, Map<String, Place> values, List<String> keys) {
    keys.stream()
        .flatMap(key -> value(values, key).stream())
        .forEach(place -> table.problem(place, "is not for " + action, "remove it"));
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

  private Optional<RemoteWay> relay(Place entry, Map<String, Place> values) {
    Optional<Place> hosts = table.required(entry, values, "hosts");
    List<SmartHost> valid = table.texts(hosts, HOST_REMEDY, SmartHost::parse);
    HostAccess access =
        new HostAccess(tls(values), new RelayLoginReader(table).login(entry, values));
    return valid.isEmpty() ? Optional.empty() : Optional.of(new RemoteWay.Relay(valid, access));
  }
}
