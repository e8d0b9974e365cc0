package org.dromedary.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.dromedary.mail.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * The mails that wait for one next hop, and how many workers serve it. All access is under the
 * scheduler's lock; times are in nanoseconds of its time source.
 */
final class Lane {
  private final NextHop nextHop;
  private final Deque<DeliveryJob> waiting = new ArrayDeque<>();
  private int workers;
  private long closedUntil;
  private @Nullable SmtpReply closedBecause;

  Lane(NextHop nextHop) {
    this.nextHop = nextHop;
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

  void workerStarted() {
    workers++;
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

  /** How long the first mail has waited. */
  long headWait(long now) {
    DeliveryJob head = waiting.peekFirst();
    return head == null ? 0 : now - head.submittedAt();
  }

  /** Whether nothing would be lost by forgetting it. */
  boolean isForgettable(long now) {
    return workers == 0 && waiting.isEmpty() && closedBecause(now) == null;
  }
}
