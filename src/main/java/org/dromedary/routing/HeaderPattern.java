package org.dromedary.routing;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which header field a rule is for.
 *
 * @param name in lower case
 * @param value compared with the unfolded value, without white space around it
 */
record HeaderPattern(String name, Wildcard value) {
  /** RFC 5322 §2.2: printable ASCII but colon. */
  private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,100}");

  private static final Wildcard ANYTHING = Wildcard.parse("*");

  /** Any field of a name. */
  static HeaderPattern any(String name) {
    return new HeaderPattern(name(name), ANYTHING);
  }

  /**
   * Checks the name of a field.
   *
   * @throws IllegalArgumentException when no field has such a name
   */
  static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("not the name of a header field");
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
