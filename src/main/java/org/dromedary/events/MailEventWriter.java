package org.dromedary.events;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.dromedary.mail.QueueIdGenerator;

/** Writes events of mails as lines. Safe for use by several threads. */
public final class MailEventWriter {
  private final QueueIdGenerator ids;
  private final InstantSource clock;

  /**
   * @param ids names events as it names mails: unique, and in the order of time
   * @param clock when they happen
   */
  public MailEventWriter(QueueIdGenerator ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** One JSON object in ASCII, without the end of the line. */
  public byte[] line(MailEvent event) {
    return MailEventJson.of(
        event, ids.next().value(), clock.instant().truncatedTo(ChronoUnit.MICROS));
  }
}
