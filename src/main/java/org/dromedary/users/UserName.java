package org.dromedary.users;

import java.util.Locale;
import java.util.Optional;

/**
 * The name of a user, in lower case: 1 to 255 graphic ASCII characters without those that mean
 * something in properties files, lists and header fields. Nothing that LDAP would take for the name
 * of somebody else, such as a space at the end, can be part of it.
 */
public record UserName(String text) implements Comparable<UserName> {
  static final int MAXIMUM_LENGTH = 255;
  private static final String FORBIDDEN = "=:#!\\,;\"<>()";

  /**
   * Takes any case.
   *
   * @throws IllegalArgumentException with a text fit for an operator
   */
  public UserName {
    if (text.isEmpty() || text.length() > MAXIMUM_LENGTH) {
      throw new IllegalArgumentException("a user name has 1 to " + MAXIMUM_LENGTH + " characters");
    }
    if (!text.chars().allMatch(UserName::isAllowed)) {
      throw new IllegalArgumentException(
          "a user name has no spaces, only ASCII characters, and none of " + FORBIDDEN);
    }
    text = text.toLowerCase(Locale.ROOT);
  }

  /** The name, if it is one. */
  static Optional<UserName> of(String text) {
    try {
      return Optional.of(new UserName(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isAllowed(int c) {
    return c > ' ' && c < 0x7f && FORBIDDEN.indexOf(c) < 0;
  }

  @Override
  public int compareTo(UserName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
