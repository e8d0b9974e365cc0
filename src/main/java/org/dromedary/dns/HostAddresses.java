package org.dromedary.dns;

import java.net.InetAddress;
import java.util.List;

/** The addresses of a host, or why nobody knows. */
public sealed interface HostAddresses {

  /**
   * The host is known.
   *
   * @param addresses at least one, IPv4 before IPv6, else as the name server ordered them
   */
  record Found(List<InetAddress> addresses) implements HostAddresses {
    public Found {
      addresses = List.copyOf(addresses);
    }
  }

  /** The name does not exist. */
  record NoSuchHost() implements HostAddresses {}

  /** The name exists and has no address. */
  record NoAddress() implements HostAddresses {}

  /**
   * The name servers gave no answer that decides.
   *
   * @param reason one line for logs and notifications
   */
  record TemporaryFailure(String reason) implements HostAddresses {}
}
