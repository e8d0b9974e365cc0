package org.dromedary.smtp.server;

import java.util.List;
import org.dromedary.mail.Ascii;

/**
 * The argument of MAIL and RCPT: {@code FROM:<path> parameters} (RFC 5321 §4.1.1.2, §4.1.1.3).
 *
 * @param path with its angle brackets, not parsed yet
 * @param parameters each {@code keyword} or {@code keyword=value}
 */
record PathArgument(String path, List<String> parameters) {

  PathArgument {
    parameters = List.copyOf(parameters);
  }

  /**
   * Splits an argument. White space behind the colon is no SMTP but common, and harmless.
   *
   * @param keyword {@code FROM:} or {@code TO:}
   * @throws IllegalArgumentException with a text fit for a reply
   */
  static PathArgument parse(String argument, String keyword) {
    if (!Ascii.upperCase(argument).startsWith(keyword)) {
      throw new IllegalArgumentException("expected " + keyword + "<address>");
    }
    String rest = argument.substring(keyword.length()).stripLeading();
    int end = endOfPath(rest);
    String parameters = rest.substring(end);
    if (!parameters.isEmpty() && parameters.charAt(0) != ' ') {
      throw new IllegalArgumentException("garbage behind the path");
    }
    String stripped = parameters.strip();
    return new PathArgument(
        rest.substring(0, end), stripped.isEmpty() ? List.of() : List.of(stripped.split(" +")));
  }

  /** The index behind the {@code >} that stands outside quotes. */
  private static int endOfPath(String text) {
    if (!text.startsWith("<")) {
      throw new IllegalArgumentException("path is not in angle brackets");
    }
    boolean quoted = false;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++; // RFC 5321 §4.1.2: quoted-pairSMTP
      } else if (c == '>' && !quoted) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("path is not in angle brackets");
  }

  /** Whether the path has octets beyond ASCII, which need SMTPUTF8. */
  boolean isInternationalized() {
    return path.chars().anyMatch(c -> c >= 0x80);
  }
}
