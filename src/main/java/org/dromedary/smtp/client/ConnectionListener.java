package org.dromedary.smtp.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Told of each attempt to connect. Safe for use by several threads; takes no time. */
@FunctionalInterface
public interface ConnectionListener {
  /** Nobody wants to know. */
  ConnectionListener NONE = attempt -> {};

  /** It has succeeded or failed. */
  void attempted(ConnectionAttempt attempt);

  /**
   * Completes when what was told before is durable; what came of a mail is not known to anybody
   * before its connections are.
   */
  default CompletionStage<Void> settled() {
    return CompletableFuture.completedStage(null);
  }
}
