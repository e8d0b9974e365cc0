package org.dromedary.events;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to mails in one stage, held back until it is durable together with what the stage
 * did. Safe for use by several threads.
 */
public final class StageEvents {
  /** The property of an exchange that has them. */
  public static final String PROPERTY = "DromedaryStageEvents";

  private final List<byte[]> lines = new ArrayList<>(4);
  private boolean ended;

  /**
   * Adds events; false when the stage has ended.
   *
   * @param events a line each
   */
  public synchronized boolean add(List<byte[]> events) {
    return !ended && (events.isEmpty() || lines.addAll(events));
  }

  /** Ends it and gives what was added; nothing, when it had ended before. */
  public synchronized List<byte[]> end() {
    if (ended) {
      return List.of();
    }
    ended = true;
    return List.copyOf(lines);
  }

  /** The same of a stage that perhaps has none. */
  public static List<byte[]> takeFrom(@Nullable StageEvents events) {
    return events == null ? List.of() : events.end();
  }
}
