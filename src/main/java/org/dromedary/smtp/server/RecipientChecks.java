package org.dromedary.smtp.server;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a {@link RecipientCheck} does into a decision. */
final class RecipientChecks {
  private static final Logger LOG = LoggerFactory.getLogger(RecipientChecks.class);
  private static final RecipientDecision FAILED =
      new RecipientDecision.Refused(Replies.LOCAL_ERROR);

  private RecipientChecks() {}

  /** Asks; the future is ours to complete if it takes too long. */
  static CompletableFuture<RecipientDecision> ask(RecipientCheck check, RecipientRequest request) {
    try {
      // a copy, so that our time limit does not complete the stage of others
      return check.check(request).thenApply(Function.identity()).toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The decision; a failure, also that of taking too long, is logged and refuses for now. */
  static CompletableFuture<RecipientDecision> decision(
      CompletableFuture<RecipientDecision> asked, RecipientRequest request) {
    return asked.exceptionally(
        failure -> {
          LOG.error("cannot check recipient {}", request.recipient().forwardPath(), failure);
          return FAILED;
        });
  }
}
