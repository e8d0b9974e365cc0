package org.dromedary.smtp.server;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks what is answered elsewhere and later, and brings the answer back to the event loop.
 *
 * @param subject for the log, when there is no answer
 * @param fallback the answer when asking fails or takes too long
 */
record Question<T>(String subject, T fallback) {
  private static final Logger LOG = LoggerFactory.getLogger(Question.class);

  /** Nobody may hold a client for ever (RFC 5321 §4.5.3.2.3: it waits 5 minutes). */
  private static final long LIMIT_SECONDS = 240;

  /** Asks; {@code then} is called on the loop, once. */
  void ask(Supplier<CompletionStage<T>> asking, EventLoop loop, Consumer<T> then) {
    CompletableFuture<T> asked = begin(asking);
    // on the event loop, which has a clock of its own: orTimeout would wake another thread
    Future<?> limit =
        loop.schedule(
            () -> asked.completeExceptionally(new TimeoutException("it takes too long")),
            LIMIT_SECONDS,
            TimeUnit.SECONDS);
    var unused =
        asked
            .exceptionally(this::withoutAnswer)
            .thenAcceptAsync(
                answer -> {
                  limit.cancel(false);
                  then.accept(answer);
                },
                loop);
  }

  private static <T> CompletableFuture<T> begin(Supplier<CompletionStage<T>> asking) {
    try {
      // a copy, so that our time limit does not complete the stage of others
      return asking.get().thenApply(Function.identity()).toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private T withoutAnswer(Throwable failure) {
    LOG.error("cannot {}", subject, failure);
    return fallback;
  }
}
