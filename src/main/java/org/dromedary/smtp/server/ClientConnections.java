package org.dromedary.smtp.server;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many connections each client has open. A client is an IPv4 address or an IPv6 network of 64
 * bits, which is what one customer of a provider gets. Only open connections are kept, so it grows
 * no further than their number. Safe for use by several threads.
 */
final class ClientConnections {
  private static final int IPV6_OCTETS = 8;

  private final SmtpServerSettings.ClientLimits limits;
  private final ConcurrentMap<ByteBuffer, Integer> open = new ConcurrentHashMap<>();

  ClientConnections(SmtpServerSettings.ClientLimits limits) {
    this.limits = limits;
  }

  /** Counts one more, unless that is too many; who gets true calls {@link #leave} in the end. */
  boolean enter(InetAddress address) {
    int count = open.merge(client(address), 1, Integer::sum);
    if (count > limits.connections() && !limits.isExempt(address)) {
      leave(address);
      return false;
    }
    return true;
  }

  /** One less. */
  void leave(InetAddress address) {
    open.computeIfPresent(client(address), (client, count) -> count == 1 ? null : count - 1);
  }

  /** Clients with open connections. */
  int clients() {
    return open.size();
  }

  private static ByteBuffer client(InetAddress address) {
    byte[] octets = address.getAddress();
    return ByteBuffer.wrap(octets, 0, Math.min(octets.length, IPV6_OCTETS));
  }
}
