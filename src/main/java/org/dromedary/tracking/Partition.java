package org.dromedary.tracking;

import java.time.Instant;
import java.util.List;

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

  List<String> tables() {
    return List.of(mails(), recipients(), events());
  }
}
