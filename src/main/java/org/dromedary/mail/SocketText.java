package org.dromedary.mail;

import java.net.InetSocketAddress;

/** Where somebody listens, as people write it. */
public final class SocketText {
  private SocketText() {}

  /** {@code 192.0.2.1:25} or {@code [2001:db8::1]:25}. */
  public static String of(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
