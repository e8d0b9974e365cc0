package org.dromedary.smtp.server;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What counts as one client: an IPv4 address, or an IPv6 network of 64 bits, which is what one
 * customer of a provider gets at least.
 */
record ClientNetwork(boolean isIpv6, long prefix) {

  static ClientNetwork of(InetAddress address) {
    ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
    boolean ipv6 = octets.remaining() > Integer.BYTES;
    return new ClientNetwork(ipv6, ipv6 ? octets.getLong() : octets.getInt());
  }
}
