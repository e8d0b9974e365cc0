package org.dromedary.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.dromedary.mail.Domain;
import org.xbill.DNS.Address;

/** IP addresses in text; nothing here asks a name server. */
final class AddressLiteral {
  private static final String IPV6_TAG = "ipv6:";

  private AddressLiteral() {}

  /** The address that text such as {@code 192.0.2.1} or {@code 2001:db8::1} is. */
  static Optional<InetAddress> parse(String text) {
    try {
      return Optional.of(Address.getByAddress(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** The host that a domain such as {@code [192.0.2.1]} is (RFC 5321 §4.1.3, §5.1). */
  static Optional<InetAddress> of(Domain literal) {
    String ascii = literal.ascii();
    String inner = ascii.substring(1, ascii.length() - 1);
    return parse(inner.startsWith(IPV6_TAG) ? inner.substring(IPV6_TAG.length()) : inner);
  }
}
