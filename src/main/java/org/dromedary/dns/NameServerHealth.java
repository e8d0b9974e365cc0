package org.dromedary.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How a name server has answered of late. One that failed is asked after the others, but for one
 * question now and then, by which it comes back. Safe for use by several threads.
 */
final class NameServerHealth {
  private static final Duration PENALTY = Duration.ofSeconds(30);

  /** Of a new latency; the rest is of those before. */
  private static final double WEIGHT = 0.3;

  /** By which the latency of a server that is not asked fades, so that it is asked again. */
  private static final double FADING = 0.98;

  private final InstantSource clock;
  private Instant askedFirstAt = Instant.MIN;
  private boolean healthy = true;
  private long queries;
  private long timeouts;
  private long failures;
  private double latencyNanos;

  NameServerHealth(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether the next question may go to it before others; if it has failed, for one question. */
  synchronized boolean isAskedFirst() {
    if (healthy) {
      return true;
    }
    Instant now = clock.instant();
    if (now.isBefore(askedFirstAt)) {
      return false;
    }
    askedFirstAt = now.plus(PENALTY);
    return true;
  }

  synchronized double latencyNanos() {
    return latencyNanos;
  }

  synchronized void asked() {
    queries++;
  }

  synchronized void answered(Duration latency) {
    healthy = true;
    latencyNanos =
        latencyNanos == 0
            ? latency.toNanos()
            : (1 - WEIGHT) * latencyNanos + WEIGHT * latency.toNanos();
  }

  synchronized void failed(boolean timedOut) {
    healthy = false;
    askedFirstAt = clock.instant().plus(PENALTY);
    if (timedOut) {
      timeouts++;
    } else {
      failures++;
    }
  }

  /** Another was asked instead. */
  synchronized void passedOver() {
    latencyNanos *= FADING;
  }

  synchronized long queries() {
    return queries;
  }

  synchronized NameServerStatistics statistics(InetSocketAddress server, long allQueries) {
    return new NameServerStatistics(
        server,
        queries,
        timeouts,
        failures,
        Duration.ofNanos((long) latencyNanos),
        allQueries == 0 ? 0 : (double) queries / allQueries,
        healthy);
  }
}
