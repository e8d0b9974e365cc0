package org.dromedary.broker;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the disk of the queues has room for more mail. It is short before the broker itself would
 * make its senders wait (max-disk-usage), so that clients are told rather than left hanging; and it
 * has room again only with a tenth more than the least, so that it does not flap. Safe for use by
 * several threads.
 */
public final class FreeSpace {
  private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);

  private final LongSupplier usable;
  private final long least;
  private volatile boolean hasRoom = true;

  /**
   * @param usable free octets; 0 when that is not known
   * @param least free octets that there must be
   */
  FreeSpace(LongSupplier usable, long least) {
    this.usable = usable;
    this.least = least;
    refresh();
  }

  /**
   * Of the disk with this directory.
   *
   * @param minimum free octets that there must be in any case
   * @param maximumUsage percent of the disk at which the broker stops; none if not positive
   */
  static FreeSpace of(Path directory, long minimum, int maximumUsage) {
    long total = directory.toFile().getTotalSpace();
    return new FreeSpace(directory.toFile()::getUsableSpace, least(total, minimum, maximumUsage));
  }

  /** One percent of the disk comes before what the broker keeps free. */
  static long least(long total, long minimum, int maximumUsage) {
    long keptByBroker = maximumUsage > 0 ? total / 100 * (100 - maximumUsage + 1) : 0;
    return Math.max(minimum, keptByBroker);
  }

  /** Looks at the disk; call it about once a second. */
  public void refresh() {
    long free = usable.getAsLong();
    boolean enough = free >= (hasRoom ? least : least + least / 10);
    if (enough != hasRoom) {
      hasRoom = enough;
      if (enough) {
        LOG.info("the disk has room again, mail is accepted");
      } else {
        LOG.warn("the disk is short, new mail is answered with 452: {} of {} free", free, least);
      }
    }
  }

  /** Free octets now; 0 when that is not known. */
  public long free() {
    return usable.getAsLong();
  }

  /** Free octets that there must be. */
  public long least() {
    return least;
  }

  /** As of the last look. */
  public boolean hasRoom() {
    return hasRoom;
  }
}
