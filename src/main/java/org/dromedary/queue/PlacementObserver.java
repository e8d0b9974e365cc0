package org.dromedary.queue;

/** Told of what is done with mail; does not block. */
public interface PlacementObserver {
  /** A mail is meant, and would be placed so, unless a route works on it. */
  void meant(QueueEntry entry, Placement placement);

  /** All that are meant are known, and will be placed now. */
  default void planned() {}

  /** A mail is placed; it is on stable storage when all are. */
  void placed(QueueEntry entry);
}
