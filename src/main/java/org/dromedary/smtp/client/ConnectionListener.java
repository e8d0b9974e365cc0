package org.dromedary.smtp.client;

/** Told of each attempt to connect. Safe for use by several threads; takes no time. */
@FunctionalInterface
public interface ConnectionListener {
  /** Nobody wants to know. */
  ConnectionListener NONE = attempt -> {};

  /** It has succeeded or failed. */
  void attempted(ConnectionAttempt attempt);
}
