package org.dromedary.queue;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.dromedary.routing.IpNetwork;

/**
 * Where and when a mail came in; for trace, logs, notifications and the choice of a way, never for
 * decisions about trust.
 *
 * @param at when the router answered for it
 * @param protocol the keyword of RFC 3848, such as {@code ESMTP}; {@code local} for our own mail
 * @param client name given in HELO or EHLO and address: {@code client.example[192.0.2.1]}
 * @param listener the name of the listener, such as {@code submission}; {@code local} for our own
 *     mail
 * @param user who was authenticated
 */
public record Arrival(
    Instant at, String protocol, String client, String listener, Optional<String> user) {
  /** The listener that mail comes by when nothing else is said. */
  public static final String USUAL_LISTENER = "smtp";

  /** Of mail from other servers. */
  public Arrival(Instant at, String protocol, String client) {
    this(at, protocol, client, USUAL_LISTENER, Optional.empty());
  }

  /** Of mail that this router writes itself. */
  public static Arrival local(Instant at) {
    return new Arrival(at, "local", "local", "local", Optional.empty());
  }

  /** The address of the client; our own mail has none. */
  public Optional<InetAddress> address() {
    int bracket = client.lastIndexOf('[');
    return bracket >= 0 && client.endsWith("]")
        ? IpNetwork.address(client.substring(bracket + 1, client.length() - 1))
        : Optional.empty();
  }
}
