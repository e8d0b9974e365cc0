package org.dromedary.mail;

import java.util.List;
import java.util.Optional;

/**
 * An SMTP reply, ours or a peer's (RFC 5321 §4.2, RFC 2034).
 *
 * @param status absent where RFC 2034 §3 has none (banner, EHLO, 3yz) or a peer gave none
 * @param lines the texts without code and status; at least one, may be empty; no control characters
 */
public record SmtpReply(ReplyCode code, Optional<EnhancedStatusCode> status, List<String> lines) {

  public SmtpReply {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a reply has a line");
    }
    for (String line : lines) {
      if (hasControl(line)) {
        throw new IllegalArgumentException("a reply line has no control characters");
      }
    }
  }

  private static boolean hasControl(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** A reply of one line with a status, such as {@code of(550, "5.1.1", "no such user")}. */
  public static SmtpReply of(int code, String status, String text) {
    return new SmtpReply(
        new ReplyCode(code), Optional.of(EnhancedStatusCode.parse(status)), List.of(text));
  }

  /** A reply of one line without a status. */
  public static SmtpReply of(int code, String text) {
    return new SmtpReply(new ReplyCode(code), Optional.empty(), List.of(text));
  }

  /**
   * Parses what {@link #toString} gives.
   *
   * @throws IllegalArgumentException when it does not begin with a code and a space
   */
  public static SmtpReply parse(String line) {
    if (line.length() < 4 || line.charAt(3) != ' ') {
      throw new IllegalArgumentException("a reply is a code and a text");
    }
    ReplyCode code = new ReplyCode(Integer.parseInt(line.substring(0, 3)));
    String text = line.substring(4);
    Optional<EnhancedStatusCode> status = EnhancedStatusCode.leading(text);
    int words = status.map(s -> s.toString().length()).orElse(0);
    return new SmtpReply(code, status, List.of(text.substring(words).strip()));
  }

  /** All on one line, as in logs and notifications: {@code 550 5.1.1 no such user}. */
  @Override
  public String toString() {
    String prefix = code + " " + status.map(s -> s + " ").orElse("");
    return prefix + String.join(" ", lines);
  }
}
