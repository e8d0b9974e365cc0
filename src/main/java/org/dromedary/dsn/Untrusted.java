package org.dromedary.dsn;

import java.util.regex.Pattern;

/** Text that a peer or a mail gave, made fit for one line. */
public final class Untrusted {
  private static final int MAXIMUM_LENGTH = 1000;

  /** Longer than in any address; a folded line could be blank otherwise. */
  private static final Pattern SPACES = Pattern.compile(" {64,}");

  private static final Pattern NON_ASCII = Pattern.compile("[^\\x00-\\x7f]");

  private Untrusted() {}

  /** Without control characters, line breaks and unpaired surrogates, and not too long. */
  public static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(MAXIMUM_LENGTH)
        .forEach(point -> line.appendCodePoint(isSafe(point) ? point : '?'));
    return SPACES.matcher(line).replaceAll(" ").strip();
  }

  /** The same in ASCII. */
  static String asciiLine(String text) {
    return NON_ASCII.matcher(line(text)).replaceAll("?");
  }

  private static boolean isSafe(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
