package org.dromedary.queue;

/** Told of what is done with mail; does not block, but where it is said. */
public interface PlacementObserver {
  /** A mail is meant, and would be placed so, unless a route works on it. */
  void meant(QueueEntry entry, Placement placement);

  /**
   * All that are meant are known, and will be placed now; may block. Nothing is placed if this
   * throws.
   */
  default void planned() {}

  /** A mail is placed; it is on stable storage when all are. */
  void placed(QueueEntry entry);

  /** What has been placed is committed next, if nothing came between; perhaps sooner. */
  default void committing() {}
}
