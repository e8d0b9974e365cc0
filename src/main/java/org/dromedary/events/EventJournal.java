package org.dromedary.events;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where events become durable, before they are published. Safe for use by several threads. */
public interface EventJournal {
  /**
   * Makes events durable, all or none, and after those that were told before; does not wait.
   *
   * @param lines a line of JSON each
   * @param afterwards told once, on a thread that must not be held up: empty when they are on
   *     stable storage
   * @throws Exception when that is not possible now
   */
  void tell(List<byte[]> lines, Consumer<Optional<Exception>> afterwards) throws Exception;

  /** Whether it loses what it is told, since nobody has read for so long; takes no time. */
  boolean isFull();

  /** Whether so much waits there that a flood of events had better be dropped; takes no time. */
  boolean isBehind();
}
