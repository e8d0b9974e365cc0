package org.dromedary.queue;

/** The stages after routing: which one a deferred mail goes back to. */
public enum Stage {
  LOCAL,
  REMOTE
}
