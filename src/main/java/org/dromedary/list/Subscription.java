package org.dromedary.list;

import java.util.Locale;

/** Whether people may subscribe themselves. Whoever is a member may leave in any case. */
public enum Subscription {
  OPEN,
  /** The owner says who is a member. */
  CLOSED;

  static Subscription parse(String text) {
    return Words.parse(values(), text);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
