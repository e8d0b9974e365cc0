package org.dromedary.camel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.AsyncProcessorSupport;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.QueuedMessage;
import org.jspecify.annotations.Nullable;

/** A step of a route that has a mail delivered, and holds no thread while others take it. */
public final class AttemptStep extends AsyncProcessorSupport {
  private final Function<QueuedMessage, CompletionStage<DeliveryReport>> delivery;

  /**
   * @param delivery makes one attempt
   */
  public AttemptStep(Function<QueuedMessage, CompletionStage<DeliveryReport>> delivery) {
    this.delivery = delivery;
  }

  /** One whose attempts are told of. */
  public static AttemptStep watched(
      Function<QueuedMessage, CompletionStage<DeliveryReport>> delivery, MailLog log) {
    return new AttemptStep(log.watchedAttempts(delivery));
  }

  /** The body, a mail, becomes a {@link DeliveryReport}. */
  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      QueuedMessage mail = exchange.getMessage().getMandatoryBody(QueuedMessage.class);
      CompletableFuture<DeliveryReport> attempt = delivery.apply(mail).toCompletableFuture();
      boolean isDone = attempt.isDone();
      var unused =
          attempt.whenComplete(
              (report, failure) -> {
                exchange.getMessage().setBody(report);
                exchange.setException(unwrapped(failure));
                callback.done(isDone);
              });
      return isDone;
    } catch (InvalidPayloadException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }
}
