package org.dromedary.delivery;

import java.net.InetSocketAddress;
import org.dromedary.routing.HostAccess;

/**
 * A server to connect to.
 *
 * @param name as configured or found by MX
 */
record RemoteHost(String name, InetSocketAddress address, HostAccess access) {
  /**
   * As in logs and notifications: {@code mx.example.com[192.0.2.1]:25}, or without the name when it
   * is the address itself.
   */
  @Override
  public String toString() {
    String literal = address.getAddress().getHostAddress();
    // an IPv6 address has several spellings, and no name has a colon
    boolean isLiteral = name.equals(literal) || name.indexOf(':') >= 0;
    return (isLiteral ? "" : name) + "[" + literal + "]:" + address.getPort();
  }
}
