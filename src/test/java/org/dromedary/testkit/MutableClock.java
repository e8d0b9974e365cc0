package org.dromedary.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until the test moves it. Safe for use by several threads. */
public final class MutableClock implements InstantSource {
  private Instant now;

  public MutableClock(Instant start) {
    now = start;
  }

  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }
}
