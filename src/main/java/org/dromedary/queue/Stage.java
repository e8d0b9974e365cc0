package org.dromedary.queue;

/** Which stage a deferred mail goes back to. */
public enum Stage {
  /** It was not routed: it waits for its time (not-before). */
  ROUTE,
  LOCAL,
  REMOTE
}
