package org.dromedary.list;

import java.util.Locale;

/** Who has changed a membership. */
public enum ChangedBy {
  /** The member, by mail. */
  MAIL,
  OPERATOR,
  /** We, since his mail came back too often. */
  BOUNCES;

  /** The word for it, as in events. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
