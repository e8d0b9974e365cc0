package org.dromedary.smtp.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Finds out that a client was silent for too long. One timer that runs to its end and then looks
 * how long it must wait on, since moving it with each command would cost more. Used on one event
 * loop.
 */
final class SilenceWatch {
  private final Supplier<Optional<Duration>> patience;
  private long lastSign = System.nanoTime();
  private Optional<Future<?>> timer = Optional.empty();

  /**
   * @param patience how long the client may be silent in the present state; empty when it is not
   *     its turn
   */
  SilenceWatch(Supplier<Optional<Duration>> patience) {
    this.patience = patience;
  }

  /** Looks after each {@code interval} at the latest, which is the least patience there is. */
  void start(ChannelHandlerContext ctx, Duration interval, Runnable onSilence) {
    signOfLife();
    schedule(ctx, interval, interval.toNanos(), onSilence);
  }

  /** The client did what it was waited for, or is not to blame for the silence until now. */
  void signOfLife() {
    lastSign = System.nanoTime();
  }

  void stop() {
    timer.ifPresent(running -> running.cancel(false));
  }

  private void schedule(
      ChannelHandlerContext ctx, Duration interval, long nanos, Runnable onSilence) {
    Runnable look = () -> look(ctx, interval, onSilence);
    timer = Optional.of(ctx.executor().schedule(look, nanos, TimeUnit.NANOSECONDS));
  }

  private void look(ChannelHandlerContext ctx, Duration interval, Runnable onSilence) {
    long silent = System.nanoTime() - lastSign;
    long left = patience.get().orElse(interval.plusNanos(silent)).toNanos() - silent;
    if (left <= 0) {
      onSilence.run();
    } else {
      schedule(ctx, interval, Math.min(left, interval.toNanos()), onSilence);
    }
  }
}
