package org.dromedary.routing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dromedary.mail.DurationText;
import org.dromedary.routing.YamlTable.Place;
import org.dromedary.tls.CertificateFingerprint;
import org.dromedary.tls.ClientTlsMode;
import org.dromedary.tls.ClientTlsPolicy;

/** How mail is sent: what a rule, or the default, says of TLS and limits. */
final class SendReader {
  static final List<String> KEYS =
      List.of(
          "tls",
          "tls-verify",
          "tls-fingerprints",
          "maximum-connections",
          "maximum-recipients",
          "maximum-mails-per-connection",
          "connection-delay",
          "source-addresses",
          "mx-implicit",
          "mx-first-host-only",
          "dns-servers",
          RetryPolicyNames.KEY);

  /** What only relays have. */
  static final List<String> RELAY_KEYS =
      List.of("hosts", "login", "password", "token", "login-unverified");

  private static final List<String> HOST_KEYS = List.of("host", "weight");
  private static final String HOST_REMEDY = "write host:port, for example relay.example.org:25";
  private static final String TLS_REMEDY = "write none, opportunistic, required or implicit";
  private static final String FINGERPRINT_REMEDY =
      "write what openssl x509 -noout -fingerprint -sha256 prints behind the equals sign";
  private static final int DNS_PORT = 53;
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  private final YamlTable table;

  SendReader(YamlTable table) {
    this.table = table;
  }

  private static Optional<Place> value(Map<String, Place> values, String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** What is said, without a login; the rest is as by default. */
  HostAccess access(Place entry, Map<String, Place> values, HostAccess byDefault) {
    return new HostAccess(
        HostProtocol.SMTP,
        tls(values, byDefault.tls()),
        Optional.empty(),
        limits(entry, values, byDefault.limits()),
        mx(values, byDefault.mx()));
  }

  /** The same with the login at the relay. */
  HostAccess relayAccess(Place entry, Map<String, Place> values, HostAccess byDefault) {
    return access(entry, values, byDefault)
        .withLogin(new RelayLoginReader(table).login(entry, values));
  }

  private MxOptions mx(Map<String, Place> values, MxOptions byDefault) {
    return new MxOptions(
        table.flag(values, "mx-implicit").orElse(byDefault.implicit()),
        table.flag(values, "mx-first-host-only").orElse(byDefault.firstHostOnly()),
        nameServers(values).orElse(byDefault.nameServers()));
  }

  private Optional<List<InetSocketAddress>> nameServers(Map<String, Place> values) {
    List<InetSocketAddress> servers =
        table.texts(
            value(values, "dns-servers"),
            "write the address of a name server, such as 192.0.2.53 or [2001:db8::53]:53",
            SendReader::nameServer);
    return servers.isEmpty() ? Optional.empty() : Optional.of(servers);
  }

  private static InetSocketAddress nameServer(String text) {
    SmartHost server = SmartHost.parse(text, DNS_PORT);
    return new InetSocketAddress(IpNetwork.parseAddress(server.host()), server.port());
  }

  /** A rule that names a mode says all of it; else what it says is added to the default. */
  private ClientTlsPolicy tls(Map<String, Place> values, ClientTlsPolicy byDefault) {
    Optional<ClientTlsMode> mode =
        value(values, "tls").flatMap(place -> table.text(place, TLS_REMEDY, ClientTlsMode::parse));
    boolean verify = table.flag(values, "tls-verify").orElse(mode.isEmpty() && byDefault.verify());
    List<CertificateFingerprint> fingerprints =
        table.texts(
            value(values, "tls-fingerprints"), FINGERPRINT_REMEDY, CertificateFingerprint::parse);
    boolean inherits = mode.isEmpty() && !values.containsKey("tls-fingerprints");
    return new ClientTlsPolicy(
        mode.orElse(byDefault.mode()), verify, inherits ? byDefault.fingerprints() : fingerprints);
  }

  private SendLimits limits(Place entry, Map<String, Place> values, SendLimits byDefault) {
    List<InetAddress> sources =
        table.texts(
            value(values, "source-addresses"),
            "write an IP address such as 192.0.2.1",
            IpNetwork::parseAddress);
    try {
      return new SendLimits(
          number(values, "maximum-connections", 1000).orElse(byDefault.maximumConnections()),
          number(values, "maximum-recipients", 10_000).orElse(byDefault.maximumRecipients()),
          number(values, "maximum-mails-per-connection", 1_000_000)
              .orElse(byDefault.maximumMails()),
          delay(values).orElse(byDefault.connectionDelay()),
          values.containsKey("source-addresses") ? sources : byDefault.sourceAddresses());
    } catch (IllegalArgumentException e) {
      Place place = value(values, "source-addresses").orElse(entry);
      table.problem(
          place, String.valueOf(e.getMessage()), "write at most one IPv4 and one IPv6 address");
      return byDefault;
    }
  }

  private Optional<Integer> number(Map<String, Place> values, String key, int maximum) {
    Function<String, Integer> parser = text -> number(text, maximum);
    return table.scalar(value(values, key), "write a number from 1 to " + maximum, parser);
  }

  private static int number(String text, int maximum) {
    if (!text.matches("[0-9]{1,7}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > maximum) {
      throw new IllegalArgumentException("not a number from 1 to " + maximum);
    }
    return Integer.parseInt(text);
  }

  private Optional<Duration> delay(Map<String, Place> values) {
    return table.scalar(
        value(values, "connection-delay"),
        "write a number and a unit (ms, s, m, h), from 0s to 1h",
        text -> DurationText.parse(text, Duration.ZERO, LONGEST_DELAY));
  }

  /** The hosts of a relay; none where there is a problem. */
  List<SmartHost> hosts(Place entry, Map<String, Place> values) {
    return table.required(entry, values, "hosts").stream().flatMap(this::hosts).toList();
  }

  private Stream<SmartHost> hosts(Place place) {
    return table.elements(place, HOST_REMEDY).stream().flatMap(each -> host(each).stream());
  }

  private Optional<SmartHost> host(Place place) {
    if (!place.isMapping()) {
      return table.text(place, HOST_REMEDY, SmartHost::parse);
    }
    Map<String, Place> values = table.mapping(place, HOST_KEYS);
    Optional<SmartHost> host =
        table
            .required(place, values, "host")
            .flatMap(p -> table.text(p, HOST_REMEDY, SmartHost::parse));
    Optional<Integer> weight = number(values, "weight", 1000);
    return host.map(h -> h.withWeight(weight.orElse(0)));
  }
}
