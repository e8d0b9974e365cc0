package org.dromedary;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dromedary.delivery.Suspension;
import org.dromedary.delivery.Suspensions;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.MailQueues;
import org.dromedary.queue.MailWays;
import org.dromedary.queue.Placement;
import org.dromedary.queue.PlacementObserver;
import org.dromedary.queue.QueueEntry;
import org.dromedary.routing.RoutingTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has mail go on that waits for something other than time: what a rule keeps back is routed again
 * when the routing table has changed, and what waits for a suspended next hop is sent when that one
 * is suspended no more.
 */
final class WaitingMail {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingMail.class);

  private final Supplier<RoutingTable> table;
  private final Suspensions suspensions;
  private final MailQueues queues;
  private final MailWays ways;
  private final int secondsToNextLook;

  /**
   * Mail whose fate was decided before a change may come to wait long after it: looked for then.
   */
  static final int SECONDS_BETWEEN_LOOKS = 60;

  private static final int LOOKS_AFTER_A_CHANGE = 15; // attempts take no longer

  private final AtomicBoolean moving = new AtomicBoolean();
  private volatile @Nullable Seen seen;
  private int looksLeft;
  private int pause = SECONDS_BETWEEN_LOOKS;
  private int secondsSinceLook;

  private record Seen(RoutingTable table, List<Suspension> suspensions) {}

  /**
   * @param secondsToNextLook after a change; others may hear of it later than this process does
   */
  WaitingMail(
      Supplier<RoutingTable> table,
      Suspensions suspensions,
      MailQueues queues,
      MailWays ways,
      int secondsToNextLook) {
    this.secondsToNextLook = secondsToNextLook;
    this.table = table;
    this.suspensions = suspensions;
    this.queues = queues;
    this.ways = ways;
  }

  /** Call it about once a second, of one thread; the executor does the work. */
  void refresh(Executor executor) {
    Seen now = new Seen(table.get(), suspensions.list());
    boolean changed = !now.equals(seen);
    if (changed) {
      looksLeft = LOOKS_AFTER_A_CHANGE;
      pause = secondsToNextLook;
    }
    secondsSinceLook++;
    boolean looks = changed || (looksLeft > 0 && secondsSinceLook >= pause);
    if (looks && moving.compareAndSet(false, true)) {
      pause = changed ? pause : Math.min(SECONDS_BETWEEN_LOOKS, 2 * pause);
      looksLeft = pause < SECONDS_BETWEEN_LOOKS ? looksLeft : looksLeft - 1;
      secondsSinceLook = 0;
      executor.execute(() -> release(now));
    }
  }

  private void release(Seen now) {
    try {
      long held = place(MailQueue.HELD, WaitingMail::routedAgain);
      if (held > 0) {
        LOG.info("{} mails that were held are routed by the new table", held);
      }
      long suspended = place(MailQueue.SUSPENDED, this::resumed);
      if (suspended > 0) {
        LOG.info("{} mails go on whose next hop is not suspended any more", suspended);
      }
      seen = now;
    } catch (RuntimeException e) {
      LOG.error("mail that waits could not go on, it will be tried", e);
    } finally {
      moving.set(false);
    }
  }

  private long place(String queue, Function<QueueEntry, Placement> action) {
    long[] placed = new long[1];
    queues.place(
        queue::equals,
        entry -> Optional.of(action.apply(entry)),
        new PlacementObserver() {
          @Override
          public void meant(QueueEntry entry, Placement placement) {}

          @Override
          public void placed(QueueEntry entry) {
            placed[0]++;
          }
        });
    return placed[0];
  }

  private static Placement routedAgain(QueueEntry entry) {
    return entry.hold().isPresent()
        ? new Placement.Unchanged()
        : new Placement.On(MailQueue.INGRESS, entry.mail());
  }

  private Placement resumed(QueueEntry entry) {
    boolean waits =
        ways.of(entry.mail()).stream().anyMatch(way -> suspensions.of(way.nextHop()).isPresent());
    return waits ? new Placement.Unchanged() : new Placement.On(MailQueue.DUE, entry.mail());
  }
}
