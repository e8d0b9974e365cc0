package org.dromedary.routing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 network such as {@code 192.0.2.0/24}. */
public final class IpNetwork {
  private static final Pattern LITERAL =
      Pattern.compile(
          "(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final byte[] prefix;
  private final int bits;

  private IpNetwork(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /**
   * Parses an address with an optional {@code /bits}; never looks a name up.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static IpNetwork parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!LITERAL.matcher(address).matches()) {
      throw new IllegalArgumentException("'" + address + "' is not an IP address");
    }
    try {
      byte[] octets = InetAddress.getByName(address).getAddress();
      int bits = slash < 0 ? octets.length * 8 : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > octets.length * 8) {
        throw new IllegalArgumentException("'" + text + "' has a prefix length out of range");
      }
      return new IpNetwork(octets, bits);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + address + "' is not an IP address", e);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' has no number after the slash", e);
    }
  }

  /** The address that a text is; never looks a name up. */
  public static Optional<InetAddress> address(String text) {
    try {
      return LITERAL.matcher(text).matches()
          ? Optional.of(InetAddress.getByName(text))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * The same.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static InetAddress parseAddress(String text) {
    return address(text).orElseThrow(() -> new IllegalArgumentException("not an IP address"));
  }

  /** Whether the address lies in this network. */
  public boolean contains(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length != prefix.length) {
      return false;
    }
    int whole = bits / 8;
    if (!Arrays.equals(octets, 0, whole, prefix, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0
        || (octets[whole] & 0xff) >> (8 - rest) == (prefix[whole] & 0xff) >> (8 - rest);
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(prefix).getHostAddress() + "/" + bits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
