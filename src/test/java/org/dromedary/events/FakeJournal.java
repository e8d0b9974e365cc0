package org.dromedary.events;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A journal that does as it is told. */
final class FakeJournal implements EventJournal {
  /** What is durable. */
  final List<String> lines = new CopyOnWriteArrayList<>();

  /** What hangs, until it is released. */
  private final List<Runnable> hanging = new ArrayList<>();

  private boolean hangs;
  private boolean ended;
  private int failures;
  private int attempts;
  volatile boolean isFull;
  volatile boolean isBehind;

  /** Nothing becomes durable from now on. */
  synchronized void hang() {
    hangs = true;
  }

  /** All that hangs becomes durable, and what comes does at once. */
  synchronized void release() {
    hangs = false;
    hanging.forEach(Runnable::run);
    hanging.clear();
  }

  /** The next so many attempts fail. */
  synchronized void fail(int attemptsToFail) {
    failures = attemptsToFail;
  }

  /** Every attempt fails from now on. */
  synchronized void end() {
    ended = true;
  }

  synchronized int attempts() {
    return attempts;
  }

  @Override
  public synchronized void tell(List<byte[]> told, Consumer<Optional<Exception>> afterwards)
      throws Exception {
    attempts++;
    if (ended) {
      throw new IllegalStateException("the broker is gone");
    }
    if (failures > 0) {
      failures--;
      afterwards.accept(Optional.of(new IllegalStateException("the broker is away")));
      return;
    }
    Runnable durable =
        () -> {
          told.forEach(line -> lines.add(new String(line, US_ASCII)));
          afterwards.accept(Optional.empty());
        };
    if (hangs) {
      hanging.add(durable);
    } else {
      durable.run();
    }
  }

  @Override
  public boolean isFull() {
    return isFull;
  }

  @Override
  public boolean isBehind() {
    return isBehind;
  }
}
