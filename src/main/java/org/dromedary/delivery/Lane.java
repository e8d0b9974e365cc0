package org.dromedary.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.SendLimits;
import org.jspecify.annotations.Nullable;

/**
 * The mails that wait for one next hop, and how many workers serve it. All access is under the
 * scheduler's lock; times are in nanoseconds of its time source.
 */
final class Lane {
  private static final long RECENT_NANOS = Duration.ofSeconds(60).toNanos();

  private final NextHop nextHop;
  private final Deque<DeliveryJob> waiting = new ArrayDeque<>();
  private final LaneWindow window;
  private int workers;
  private long nextStart;
  private boolean started;
  private long lastDelivery;
  private boolean delivered;
  private long closedUntil;
  private @Nullable SmtpReply closedBecause;

  /**
   * @param initialConnections how many workers it may have before it has delivered anything
   */
  Lane(NextHop nextHop, int initialConnections) {
    this.nextHop = nextHop;
    this.window = new LaneWindow(initialConnections, limits(nextHop).maximumConnections());
  }

  private static SendLimits limits(NextHop nextHop) {
    return nextHop.access().limits();
  }

  NextHop nextHop() {
    return nextHop;
  }

  Deque<DeliveryJob> waiting() {
    return waiting;
  }

  /** Takes all that waits. */
  List<DeliveryJob> drain() {
    List<DeliveryJob> drained = List.copyOf(waiting);
    waiting.clear();
    return drained;
  }

  int workers() {
    return workers;
  }

  /** Whether one more worker may begin, which connects. */
  boolean mayStart(long now) {
    return workers < window.size() && (!started || now - nextStart >= 0);
  }

  /** Whether a worker whose connection has ended must leave the next one to be started in time. */
  boolean isPaced() {
    return !limits(nextHop).connectionDelay().isZero();
  }

  void workerStarted(long now) {
    workers++;
    started = true;
    nextStart = now + limits(nextHop).connectionDelay().toNanos();
  }

  /** The next hop takes mails. */
  void delivered(long now) {
    window.delivered();
    delivered = true;
    lastDelivery = now;
  }

  /** The next hop takes no more connections. */
  void pushedBack() {
    window.pushedBack(workers);
  }

  /** Whether others than the worker that asks are there and have lately delivered something. */
  boolean othersDeliver(long now) {
    return workers > 1 && delivered && now - lastDelivery < RECENT_NANOS;
  }

  void workerEnded() {
    workers--;
  }

  /** Tries no connection before {@code until}. */
  void close(long until, SmtpReply reply) {
    closedUntil = until;
    closedBecause = reply;
  }

  /** Why no connection may be tried now; null when one may. */
  @Nullable SmtpReply closedBecause(long now) {
    if (closedBecause != null && now - closedUntil >= 0) {
      closedBecause = null;
    }
    return closedBecause;
  }

  /** Forgets that it could not be reached. */
  void reopen() {
    closedBecause = null;
  }

  NextHopStatus status(long now) {
    return new NextHopStatus(
        nextHop.toString(),
        waiting.size(),
        workers,
        window.size(),
        Optional.ofNullable(closedBecause(now))
            .map(reply -> new NextHopStatus.Closed(reply, Duration.ofNanos(closedUntil - now))));
  }

  /** How long the first mail has waited. */
  long headWait(long now) {
    DeliveryJob head = waiting.peekFirst();
    return head == null ? 0 : now - head.submittedAt();
  }

  /** Whether nothing would be lost by forgetting it. */
  boolean isForgettable(long now) {
    boolean isPacing = started && now - nextStart < 0;
    return workers == 0 && waiting.isEmpty() && !isPacing && closedBecause(now) == null;
  }
}
