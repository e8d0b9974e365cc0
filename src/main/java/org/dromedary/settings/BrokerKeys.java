package org.dromedary.settings;

import static org.dromedary.settings.AddressSyntaxes.SMART_HOST;
import static org.dromedary.settings.SettingKey.fixed;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dromedary.broker.BrokerLink;
import org.dromedary.routing.SecretReference;
import org.dromedary.routing.SmartHost;

/** The keys of a broker in a process of its own, as a router reaches it. */
final class BrokerKeys {
  private static final ValueSyntax<Path> FILE = new PathSyntax("write the path of a file");
  static final SettingKey<List<SmartHost>> URL =
      fixed("broker.url", new ListSyntax<>(brokerHost(), true), List.of());
  static final SettingKey<String> USER =
      fixed("broker.user", ValueSyntax.of(text -> text, "write a name"), "");
  static final SettingKey<Optional<SecretReference>> PASSWORD =
      fixed("broker.password", new SecretSyntax(), Optional.empty());
  static final SettingKey<Boolean> TLS = fixed("broker.tls", new BooleanSyntax(), true);
  static final SettingKey<List<Path>> TLS_ROOTS =
      fixed("broker.tls-roots", new ListSyntax<>(FILE, true), List.of());

  static final List<SettingKey<?>> ALL = List.of(URL, USER, PASSWORD, TLS, TLS_ROOTS);

  private BrokerKeys() {}

  private static ValueSyntax<SmartHost> brokerHost() {
    return ValueSyntax.of(
        BrokerKeys::host, "write host:port of `dromedary broker`, such as mail1.example.org:61617");
  }

  private static SmartHost host(String text) {
    if (!text.matches(".*:\\d{1,5}")) {
      throw new IllegalArgumentException("not host:port");
    }
    return SMART_HOST.parse(text);
  }

  /**
   * What was set; empty when the broker is in the process of the router.
   *
   * @param absolute makes a path absolute
   */
  static Optional<BrokerLink> settings(
      CheckedValues values, SubmitSettings submit, UnaryOperator<Path> absolute) {
    List<SmartHost> hosts = values.get(URL);
    String user = values.get(USER);
    Optional<SecretReference> password = values.get(PASSWORD);
    boolean tls = values.get(TLS);
    List<Path> roots = values.get(TLS_ROOTS).stream().map(absolute).toList();
    if (hosts.isEmpty()) {
      if (!user.isEmpty() || password.isPresent()) {
        values.report(USER, "there is no broker to log in at", "set " + URL.name());
      }
      return Optional.empty();
    }
    if (user.isEmpty() || password.isEmpty()) {
      values.report(
          USER,
          "a router logs in at its broker with a name and a password",
          "set it and " + PASSWORD.name());
      return Optional.empty();
    }
    if (!submit.doors().isEmpty()) {
      values.report(
          URL,
          "applications log in where the broker is",
          "set dromedary.amqp.enabled and dromedary.core.enabled there and not here");
    }
    return Optional.of(new BrokerLink(hosts, user, password.get(), tls, roots));
  }
}
