package org.dromedary;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.dromedary.mail.SocketText;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.smtp.server.ListenerSettings;
import org.dromedary.smtp.server.SmtpServerBootstrapFactory;
import org.dromedary.smtp.server.SmtpServerInitializerFactory;
import org.dromedary.smtp.server.SmtpServerServices;
import org.dromedary.smtp.server.SmtpServerSettings;

/** The SMTP listeners, as the routes of {@code accept} name them. */
final class SmtpListeners {
  private record Listener(ListenerSettings settings, SmtpServerBootstrapFactory bootstrap) {
    String word() {
      return settings.kind().word();
    }
  }

  private final List<Listener> listeners;
  private final Duration drainTimeout;

  /**
   * @param drainTimeout how long transactions of clients may take to finish in a stop
   */
  SmtpListeners(List<ListenerSettings> listeners, Duration drainTimeout) {
    this.listeners =
        listeners.stream()
            .map(each -> new Listener(each, new SmtpServerBootstrapFactory(drainTimeout)))
            .toList();
    this.drainTimeout = drainTimeout;
  }

  /** Binds {@code smtpServerBootstrap}, {@code smtpServerInitializer} and so on. */
  void bind(Registry registry, SmtpServerSettings settings, SmtpServerServices services) {
    for (Listener listener : listeners) {
      registry.bind(listener.word() + "ServerBootstrap", listener.bootstrap());
      registry.bind(
          listener.word() + "ServerInitializer",
          new SmtpServerInitializerFactory(listener.settings().kind(), settings, services));
    }
  }

  /** What routes may name as {@code {{dromedary.smtp.port}}} and so on. */
  void setRouteProperties(PropertiesComponent properties) {
    for (Listener listener : listeners) {
      ListenerSettings settings = listener.settings();
      String prefix = "dromedary." + listener.word() + ".";
      properties.addInitialProperty(prefix + "enabled", Boolean.toString(settings.enabled()));
      properties.addInitialProperty(prefix + "host", settings.host());
      properties.addInitialProperty(prefix + "port", Integer.toString(settings.port()));
    }
  }

  /** Where those that are started listen. */
  Map<ListenerKind, InetSocketAddress> addresses() {
    Map<ListenerKind, InetSocketAddress> addresses = new EnumMap<>(ListenerKind.class);
    for (Listener listener : listeners) {
      listener
          .bootstrap()
          .address()
          .ifPresent(address -> addresses.put(listener.settings().kind(), address));
    }
    return addresses;
  }

  /** The same, for people. */
  Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    addresses().forEach((kind, address) -> places.put(kind.word(), SocketText.of(address)));
    return places;
  }

  /** Whether all that are switched on take connections. */
  boolean areAccepting() {
    return listeners.stream()
        .filter(listener -> listener.settings().enabled())
        .allMatch(listener -> listener.bootstrap().isAccepting());
  }

  /** Clients get 421, transactions in progress finish within a bound. */
  void drain() {
    listeners.forEach(listener -> listener.bootstrap().drain(Duration.ZERO));
    Instant deadline = Instant.now().plus(drainTimeout);
    for (Listener listener : listeners) {
      Duration left = Duration.between(Instant.now(), deadline);
      listener.bootstrap().drain(left.isNegative() ? Duration.ZERO : left);
    }
  }
}
