package org.dromedary.delivery;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Delivers mail after mail of one lane over one connection; a virtual thread runs it. What is about
 * its waiting is under the scheduler's lock; times are in nanoseconds of its time source.
 */
final class LaneWorker implements Runnable {
  private final LaneScheduler scheduler;
  private final Lane lane;
  private final MailChannel channel;
  private final Condition woken;
  private @Nullable DeliveryJob job;
  private boolean waiting;
  private long idleSince;
  private int delivered;
  private boolean ending;

  /**
   * @param woken of the scheduler's lock
   */
  LaneWorker(
      LaneScheduler scheduler, Lane lane, MailChannel channel, DeliveryJob first, Condition woken) {
    this.scheduler = scheduler;
    this.lane = lane;
    this.channel = channel;
    this.job = first;
    this.woken = woken;
  }

  Lane lane() {
    return lane;
  }

  int delivered() {
    return delivered;
  }

  /** Whether it must connect before it can deliver anything. */
  boolean mustConnect() {
    return !channel.isConnected();
  }

  /** Whether it has been told to take no more mails. */
  boolean isEnding() {
    return ending;
  }

  /** Takes no more mails: the next hop has connections enough. */
  void end() {
    ending = true;
  }

  long idleSince() {
    return idleSince;
  }

  @Override
  public void run() {
    try (channel) {
      for (DeliveryJob next = job; next != null; next = scheduler.next(this)) {
        deliver(next);
        delivered++;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      scheduler.workerEnded(this);
    }
  }

  private void deliver(DeliveryJob next) {
    try {
      AttemptResult result = channel.deliver(next.message());
      if (scheduler.attempted(this, next, result)) {
        next.outcomes().complete(result.outcomes());
      }
    } catch (IOException | RuntimeException e) {
      next.outcomes().completeExceptionally(e);
    }
  }

  /** Waits under the lock, with the connection open, for the next mail; null when it must end. */
  @Nullable DeliveryJob awaitJob(long now) throws InterruptedException {
    job = null;
    waiting = true;
    idleSince = now;
    while (waiting) {
      woken.await(); // without a time: a timer for each mail would wake another thread
    }
    return job;
  }

  /** Under the lock. */
  void wake(@Nullable DeliveryJob next) {
    job = next;
    waiting = false;
    woken.signal();
  }
}
