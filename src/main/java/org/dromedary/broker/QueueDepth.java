package org.dromedary.broker;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the queues have room for more mail. They have room again only when a tenth of the most is
 * gone, so that it does not flap. Safe for use by several threads.
 */
public final class QueueDepth {
  private static final Logger LOG = LoggerFactory.getLogger(QueueDepth.class);

  private final LongSupplier mails;
  private final long most;
  private volatile boolean hasRoom = true;

  /**
   * @param mails how many there are
   * @param most how many there may be; 0 is no limit
   */
  QueueDepth(LongSupplier mails, long most) {
    this.mails = mails;
    this.most = most;
  }

  /** Counts; call it about once a second. */
  public void refresh() {
    if (most == 0) {
      return;
    }
    long present = mails.getAsLong();
    boolean enough = present < (hasRoom ? most : most - most / 10);
    if (enough != hasRoom) {
      hasRoom = enough;
      if (enough) {
        LOG.info("the queues have room again, mail is accepted");
      } else {
        LOG.warn("the queues are full, new mail is answered with 452: {} mails", present);
      }
    }
  }

  /** As of the last count. */
  public boolean hasRoom() {
    return hasRoom;
  }
}
