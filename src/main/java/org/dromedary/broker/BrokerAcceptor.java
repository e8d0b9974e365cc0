package org.dromedary.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A port where applications reach the broker.
 *
 * @param protocol {@code AMQP} or {@code CORE}; also its name
 * @param port 0 is any that is free
 * @param keyStore for TLS; empty for none
 */
public record BrokerAcceptor(
    String protocol, String host, int port, Optional<KeyStoreFile> keyStore) {

  /** Parameters of Artemis, by the names of its documentation. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("protocols", protocol);
    parameters.put("host", host);
    parameters.put("port", port);
    parameters.put("saslMechanisms", "PLAIN");
    parameters.put("amqpMinLargeMessageSize", 100 << 10);
    // who comes and says nothing is sent away
    parameters.put("handshake-timeout", 10);
    parameters.put("connectionsAllowed", 1000);
    keyStore.ifPresent(
        store -> {
          parameters.put("sslEnabled", true);
          parameters.put("sslHandshakeTimeout", 10);
          parameters.put("keyStoreType", "PKCS12");
          parameters.put("keyStorePath", store.file().toString());
          parameters.put("keyStorePassword", store.password());
          parameters.put("enabledProtocols", "TLSv1.3,TLSv1.2"); // RFC 9325 §3.1.1
        });
    return parameters;
  }
}
