package org.dromedary.camel;

import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.AsyncProcessorSupport;
import org.dromedary.delivery.RemoteDelivery;
import org.dromedary.queue.QueuedMessage;
import org.jspecify.annotations.Nullable;

/** Has a mail delivered to remote servers; holds no thread meanwhile. */
public final class AttemptRemoteDelivery extends AsyncProcessorSupport {
  private final RemoteDelivery delivery;

  public AttemptRemoteDelivery(RemoteDelivery delivery) {
    this.delivery = delivery;
  }

  /** The body, a mail, becomes a {@link org.dromedary.queue.DeliveryReport}. */
  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      QueuedMessage mail = exchange.getMessage().getMandatoryBody(QueuedMessage.class);
      var unused =
          delivery
              .attempt(mail)
              .whenComplete(
                  (report, failure) -> {
                    exchange.getMessage().setBody(report);
                    exchange.setException(unwrapped(failure));
                    callback.done(false);
                  });
      return false;
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
