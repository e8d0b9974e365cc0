package org.dromedary;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done again and again, by one thread: it must not block. */
record Housekeeping(ScheduledExecutorService thread) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  static Housekeeping start() {
    return new Housekeeping(
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("housekeeping").factory()));
  }

  void everySecond(Runnable task) {
    every(Duration.ofSeconds(1), task);
  }

  void every(Duration interval, Runnable task) {
    var unused =
        thread.scheduleWithFixedDelay(
            () -> goOn(task), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A task that fails once is not the end of it: it would not be called again. */
  private static void goOn(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("housekeeping failed, it will be tried again", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
