package org.dromedary.smtp.server;

import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Finds out that a client does not keep to its {@link InputDeadline}. One timer that runs to its
 * end and then looks how long it must wait on, since moving it with each command would cost more.
 * Used on one event loop.
 */
final class SilenceWatch {
  /** Deadlines may become shorter. */
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(10);

  private final LongFunction<Optional<InputDeadline>> deadline;
  private Optional<Future<?>> timer = Optional.empty();

  /**
   * @param deadline for what is awaited of the client at that time of {@link System#nanoTime}
   */
  SilenceWatch(LongFunction<Optional<InputDeadline>> deadline) {
    this.deadline = deadline;
  }

  /**
   * Begins.
   *
   * @param interval looks at least so often, which is the shortest deadline there is
   */
  void start(ChannelHandlerContext ctx, Duration interval, Runnable onLate) {
    Duration sleep = interval.compareTo(LONGEST_SLEEP) < 0 ? interval : LONGEST_SLEEP;
    schedule(ctx, sleep, sleep, onLate);
  }

  void stop() {
    timer.ifPresent(running -> running.cancel(false));
  }

  private void schedule(
      ChannelHandlerContext ctx, Duration sleep, Duration interval, Runnable onLate) {
    timer =
        Optional.of(
            ctx.executor()
                .schedule(
                    () -> look(ctx, interval, onLate), sleep.toNanos(), TimeUnit.NANOSECONDS));
  }

  private void look(ChannelHandlerContext ctx, Duration interval, Runnable onLate) {
    long now = System.nanoTime();
    Duration left = deadline.apply(now).map(present -> present.left(now)).orElse(interval);
    if (left.isPositive()) {
      schedule(ctx, left.compareTo(interval) < 0 ? left : interval, interval, onLate);
    } else {
      onLate.run();
    }
  }
}
