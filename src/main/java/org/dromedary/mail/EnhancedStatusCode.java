package org.dromedary.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A status such as {@code 5.1.1} (RFC 3463 §2).
 *
 * @param classDigit 2, 4 or 5
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedStatusCode(int classDigit, int subject, int detail) {
  private static final Pattern LEADING =
      Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})(?:\\s.*|$)", Pattern.DOTALL);

  public EnhancedStatusCode {
    if (classDigit != 2 && classDigit != 4 && classDigit != 5) {
      throw new IllegalArgumentException("the class of a status is 2, 4 or 5");
    }
    if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
      throw new IllegalArgumentException("subject and detail of a status are 0 to 999");
    }
  }

  /**
   * Parses {@code 5.1.1} and nothing else.
   *
   * @throws IllegalArgumentException when it is not a status
   */
  public static EnhancedStatusCode parse(String text) {
    return leading(text)
        .filter(code -> code.toString().equals(text))
        .orElseThrow(() -> new IllegalArgumentException("not an enhanced status code"));
  }

  /** The status a reply text begins with (RFC 2034 §4), if it begins with one. */
  public static Optional<EnhancedStatusCode> leading(String replyText) {
    if (replyText.length() < 5 || replyText.charAt(1) != '.') {
      return Optional.empty();
    }
    Matcher matcher = LEADING.matcher(replyText);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new EnhancedStatusCode(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3))));
  }

  @Override
  public String toString() {
    return classDigit + "." + subject + "." + detail;
  }
}
