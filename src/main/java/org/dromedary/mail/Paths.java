package org.dromedary.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The common syntax of both paths (RFC 5321 §4.1.2). */
final class Paths {
  /** RFC 5321 §4.5.3.1.3: 256 octets, brackets included; characters are checked first. */
  private static final int MAXIMUM_LENGTH = 64 + 1 + 255 + 2 + 254;

  /** A-d-l of RFC 5321 §4.1.2, accepted and ignored. */
  private static final Pattern SOURCE_ROUTE =
      Pattern.compile("@[^,:@<>\\s]+(?:,@[^,:@<>\\s]+)*:(.*)");

  private Paths() {}

  static MailAddress address(String path) {
    if (path.length() > MAXIMUM_LENGTH) {
      throw new IllegalArgumentException("path is too long");
    }
    if (path.length() < 2 || !path.startsWith("<") || !path.endsWith(">")) {
      throw new IllegalArgumentException("path is not in angle brackets");
    }
    String inner = path.substring(1, path.length() - 1);
    if (inner.startsWith("@")) {
      Matcher route = SOURCE_ROUTE.matcher(inner);
      return MailAddress.parse(route.matches() ? route.group(1) : inner);
    }
    return MailAddress.parse(inner);
  }
}
