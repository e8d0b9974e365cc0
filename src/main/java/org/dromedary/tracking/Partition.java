package org.dromedary.tracking;

import java.time.Instant;

/**
 * Tables with the mails that came in from some time on, up to the next partition.
 *
 * @param number counts up
 * @param from the arrival of its first mail
 */
record Partition(int number, Instant from) {
  String mails() {
    return "tracked_mail_" + number;
  }

  String recipients() {
    return "tracked_recipient_" + number;
  }

  String events() {
    return "tracked_event_" + number;
  }
}
