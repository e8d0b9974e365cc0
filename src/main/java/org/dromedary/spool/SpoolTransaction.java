package org.dromedary.spool;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.dromedary.events.StageEvents;
import org.jspecify.annotations.Nullable;

/**
 * What one exchange of a {@code spool:} consumer sends, held back until it completes. Copies of the
 * exchange, as {@code split} and {@code multicast} make them, share it. Safe for use by several
 * threads.
 */
final class SpoolTransaction {
  private static final String PROPERTY = "DromedarySpoolTransaction";

  private final List<OutgoingMessage> sends = new ArrayList<>(2);
  private final StageEvents events = new StageEvents();
  private boolean completed;

  void attachTo(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
    exchange.setProperty(StageEvents.PROPERTY, events);
  }

  /** The transaction the exchange belongs to, or null outside of a {@code spool:} route. */
  static @Nullable SpoolTransaction of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, SpoolTransaction.class);
  }

  /**
   * Adds a message; false when the exchange has completed, as after {@code seda:} or a wire tap.
   */
  synchronized boolean add(OutgoingMessage message) {
    return !completed && sends.add(message);
  }

  /** Ends it and gives what was added. */
  synchronized List<OutgoingMessage> complete() {
    completed = true;
    return List.copyOf(sends);
  }

  /** What happened; nothing is added afterwards. */
  List<byte[]> events() {
    return events.end();
  }
}
