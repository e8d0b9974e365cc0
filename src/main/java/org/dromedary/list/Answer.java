package org.dromedary.list;

import java.util.Locale;

/** What a list says to somebody who has written to one of its addresses. */
enum Answer {
  CONFIRM_SUBSCRIBE,
  CONFIRM_UNSUBSCRIBE,
  SUBSCRIBED,
  UNSUBSCRIBED,
  /** Only the owner changes who is a member. */
  CLOSED,
  HELP;

  /** The file with its words. */
  String template() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
  }
}
