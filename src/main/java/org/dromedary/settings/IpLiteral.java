package org.dromedary.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * IP addresses as text. Stricter than {@link InetAddress}, which takes {@code 127.1} for {@code
 * 127.0.0.1}, and never a look-up.
 */
final class IpLiteral {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:.]{2,45}");

  private IpLiteral() {}

  /**
   * Turns text into an address.
   *
   * @throws IllegalArgumentException when it is neither IPv4 nor IPv6
   */
  static InetAddress parse(String text) {
    if (IPV4.matcher(text).matches() || IPV6.matcher(text).matches()) {
      try {
        return InetAddress.getByName(text);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("not an IP address", e);
      }
    }
    throw new IllegalArgumentException("not an IP address");
  }

  static boolean matches(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
