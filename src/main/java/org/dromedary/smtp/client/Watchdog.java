package org.dromedary.smtp.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes the sockets whose step is overdue, one look at all of them per tick: a timer per read and
 * write would cost more than the reading and writing.
 */
final class Watchdog implements AutoCloseable {
  private final Set<PeerSocket> watched = ConcurrentHashMap.newKeySet();
  private final ScheduledFuture<?> ticks;

  Watchdog(ScheduledExecutorService executor, Duration tick) {
    long nanos = tick.toNanos();
    this.ticks = executor.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  void watch(PeerSocket socket) {
    watched.add(socket);
  }

  void forget(PeerSocket socket) {
    watched.remove(socket);
  }

  private void look() {
    long now = System.nanoTime();
    watched.forEach(socket -> socket.closeIfOverdue(now));
  }

  /** Looks no more. */
  @Override
  public void close() {
    ticks.cancel(false);
  }
}
