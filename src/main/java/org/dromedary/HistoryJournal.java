package org.dromedary;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dromedary.broker.Broker;
import org.dromedary.events.EventJournal;
import org.dromedary.spool.SpoolComponent;

/**
 * The address {@code mail.history}, where the stages put what happens to mails: what else happens
 * goes the same way, so that one reader publishes all of it.
 */
record HistoryJournal(SpoolComponent spool, Broker broker) implements EventJournal {
  /** Of at most 64 KiB: so much disk a flood of refusals takes, when publishing is held up. */
  private static final long MOST_LOTS = 10_000;

  @Override
  public void tell(List<byte[]> lines, Consumer<Optional<Exception>> afterwards) throws Exception {
    spool.tell(lines, afterwards);
  }

  @Override
  public boolean isFull() {
    return broker.isFull(History.ADDRESS);
  }

  @Override
  public boolean isBehind() {
    return broker.messages(History.PUBLISHING) > MOST_LOTS;
  }
}
