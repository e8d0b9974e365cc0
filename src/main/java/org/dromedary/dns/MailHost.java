package org.dromedary.dns;

import java.net.InetAddress;
import java.util.List;

/**
 * A host that takes mail for a domain.
 *
 * @param name without a trailing dot; printable ASCII
 * @param preference of the MX record, lowest first; 0 for an implicit MX or an address literal
 * @param addresses at least one, IPv4 before IPv6, else as the name server ordered them
 */
public record MailHost(String name, int preference, List<InetAddress> addresses) {
  public MailHost {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a mail host has an address");
    }
  }
}
