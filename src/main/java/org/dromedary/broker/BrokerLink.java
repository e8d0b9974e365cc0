package org.dromedary.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.dromedary.routing.SecretReference;
import org.dromedary.routing.SmartHost;

/**
 * How a router reaches a broker that is in a process of its own.
 *
 * @param hosts where it may be; tried in turn
 * @param user with the role {@code router}
 * @param password read at each login
 * @param tls whether TLS begins with the connection
 * @param roots certificates in PEM that are trusted; those of Java when there is none
 */
public record BrokerLink(
    List<SmartHost> hosts, String user, SecretReference password, boolean tls, List<Path> roots) {
  private static final int CONNECT_MILLIS = 5000;

  public BrokerLink {
    hosts = List.copyOf(hosts);
    roots = List.copyOf(roots);
  }

  /** Where it is, for people. */
  public String place() {
    return hosts.stream().map(SmartHost::toString).collect(Collectors.joining(", "));
  }

  /**
   * What Artemis is told of the hosts.
   *
   * @param trusted the roots, when there are any
   */
  TransportConfiguration[] connectors(Optional<KeyStoreFile> trusted) {
    return hosts.stream()
        .map(
            host ->
                new TransportConfiguration(
                    NettyConnectorFactory.class.getName(), parameters(host, trusted)))
        .toArray(TransportConfiguration[]::new);
  }

  /** Parameters of Artemis, by the names of its documentation. */
  private Map<String, Object> parameters(SmartHost host, Optional<KeyStoreFile> trusted) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("host", host.host());
    parameters.put("port", host.port());
    parameters.put("connect-timeout-millis", CONNECT_MILLIS);
    if (tls) {
      parameters.put("sslEnabled", true);
      parameters.put("sslHandshakeTimeout", 10);
      parameters.put("verifyHost", true);
      parameters.put("enabledProtocols", "TLSv1.3,TLSv1.2"); // RFC 9325 §3.1.1
      trusted.ifPresent(
          store -> {
            parameters.put("trustStoreType", "PKCS12");
            parameters.put("trustStorePath", store.file().toString());
            parameters.put("trustStorePassword", store.password());
          });
    }
    return parameters;
  }
}
