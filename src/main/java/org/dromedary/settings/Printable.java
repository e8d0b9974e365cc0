package org.dromedary.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Text as it may stand on one line of a terminal or a log. */
final class Printable {
  private static final int MAXIMUM_LENGTH = 300;
  private static final Pattern SECRET =
      Pattern.compile("passw|secret|token|credential|private-?key|passphrase");
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

  private Printable() {}

  /** Control characters, line and direction marks become {@code ?}; long text is cut. */
  static String text(String text) {
    String cut = text.length() > MAXIMUM_LENGTH ? text.substring(0, MAXIMUM_LENGTH) + "..." : text;
    return UNPRINTABLE.matcher(cut).replaceAll("?");
  }

  static String value(String key, String value) {
    return isSecret(key) ? "(hidden)" : text(value);
  }

  static boolean isSecret(String key) {
    return SECRET.matcher(key.toLowerCase(Locale.ROOT).replace('_', '-')).find();
  }
}
