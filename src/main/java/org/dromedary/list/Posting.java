package org.dromedary.list;

import java.util.Locale;

/** Who may post to a list. */
public enum Posting {
  ANYONE,
  /** Whoever is subscribed, and the owner. */
  MEMBERS,
  /** For announcements. */
  OWNER;

  static Posting parse(String text) {
    return Words.parse(values(), text);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
