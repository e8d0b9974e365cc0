package org.dromedary.events;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.dromedary.mail.QueueIdGenerator;

/** Writes events that are not about one mail as lines. Safe for use by several threads. */
public final class EventWriter {
  private final QueueIdGenerator ids;
  private final InstantSource clock;

  /**
   * @param ids names events as it names mails: unique, and in the order of time
   * @param clock when they happen
   */
  public EventWriter(QueueIdGenerator ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** One JSON object in ASCII, without the end of the line. */
  byte[] line(Event event) {
    return line(event, clock.instant());
  }

  byte[] line(Event event, Instant at) {
    return EventJson.of(event, ids.next().value(), at).getBytes(US_ASCII);
  }

  /**
   * So many events are missing.
   *
   * @param of only of these, by their word
   */
  public byte[] dropped(long count, Optional<String> of) {
    return EventJson.dropped(count, of, ids.next().value(), clock.instant()).getBytes(US_ASCII);
  }
}
