package org.dromedary.routing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dromedary.mail.Domain;

/**
 * A fixed relay.
 *
 * @param host a name (its address records are used, not MX) or an IP address without brackets
 * @param weight its share among all that have one, which are tried before those that have none; 0
 *     for none
 */
public record SmartHost(String host, int port, int weight) {
  private static final int SMTP_PORT = 25;
  private static final Pattern SYNTAX =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9._-]+))(?::(\\d{1,5}))?");
  private static final Pattern NUMERIC_LABEL = Pattern.compile("(.*\\.)?\\d+");

  public SmartHost {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is 1 to 65535");
    }
  }

  /** Without a weight. */
  public SmartHost(String host, int port) {
    this(host, port, 0);
  }

  /** The same with a weight. */
  public SmartHost withWeight(int other) {
    return new SmartHost(host, port, other);
  }

  /**
   * Parses {@code host}, {@code host:port} or {@code [2001:db8::1]:port}; the port is 25 by
   * default.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static SmartHost parse(String text) {
    return parse(text, SMTP_PORT);
  }

  /** The same with another default port. */
  static SmartHost parse(String text, int defaultPort) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not host:port");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    // RFC 3696 §2: a top-level domain is never all digits
    boolean isLiteral = matcher.group(1) != null || NUMERIC_LABEL.matcher(host).matches();
    requireHost(host, isLiteral);
    String port = matcher.group(3);
    return new SmartHost(host, port == null ? defaultPort : Integer.parseInt(port));
  }

  private static void requireHost(String host, boolean isLiteral) {
    var unused =
        Domain.parse(isLiteral ? "[" + (host.contains(":") ? "IPv6:" : "") + host + "]" : host);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
