package org.dromedary.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dromedary.events.EventJournal;

/** A journal in memory: what it is told is durable at once. */
public final class RecordingJournal implements EventJournal {
  private final Consumer<String> lines;
  private volatile boolean isFull;

  /**
   * @param lines gets each event, a line of JSON
   */
  public RecordingJournal(Consumer<String> lines) {
    this.lines = lines;
  }

  /** It has no room any more. */
  public void fill() {
    isFull = true;
  }

  @Override
  public void tell(List<byte[]> told, Consumer<Optional<Exception>> afterwards) {
    told.forEach(line -> lines.accept(new String(line, US_ASCII)));
    afterwards.accept(Optional.empty());
  }

  @Override
  public boolean isFull() {
    return isFull;
  }

  @Override
  public boolean isBehind() {
    return false;
  }
}
