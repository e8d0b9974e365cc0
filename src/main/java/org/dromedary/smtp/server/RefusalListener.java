package org.dromedary.smtp.server;

/**
 * Hears of every refusal, of whatever kind. Called on an event loop after the reply was decided:
 * returns at once and throws nothing. Safe for use by several threads.
 */
@FunctionalInterface
public interface RefusalListener {
  /** Nobody wants to know. */
  RefusalListener NONE = refusal -> {};

  void refused(Refusal refusal);
}
