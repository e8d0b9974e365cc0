package org.dromedary.spool;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultAsyncProducer;
import org.dromedary.events.StageEvents;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.QueuesAwayException;

/**
 * Inside an exchange of a {@code spool:} consumer it adds to that exchange's transaction and goes
 * on at once; elsewhere the exchange goes on when the mail is durable, or fails.
 */
final class SpoolProducer extends DefaultAsyncProducer {
  private final SpoolEndpoint endpoint;

  SpoolProducer(SpoolEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    endpoint.component().ensureQueue(endpoint.getAddress());
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      OutgoingMessage message = message(exchange);
      SpoolTransaction transaction = SpoolTransaction.of(exchange);
      if (transaction != null && transaction.add(message)) {
        callback.done(true);
        return true;
      }
      handOver(message, exchange, callback);
      return false;
    } catch (Exception e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
  }

  private OutgoingMessage message(Exchange exchange) throws InvalidPayloadException {
    QueuedMessage mail = exchange.getMessage().getMandatoryBody(QueuedMessage.class);
    return OutgoingMessage.of(endpoint.getAddress(), mail);
  }

  private void handOver(OutgoingMessage message, Exchange exchange, AsyncCallback callback)
      throws Exception {
    SpoolComponent component = endpoint.component();
    if (component.isBrokerAway()) {
      throw new QueuesAwayException();
    }
    component.send(
        message,
        StageEvents.takeFrom(exchange.getProperty(StageEvents.PROPERTY, StageEvents.class)),
        failure -> {
          failure
              .map(cause -> component.isAwayBy(cause) ? new QueuesAwayException() : cause)
              .ifPresent(exchange::setException);
          component.executor().execute(() -> callback.done(false));
        });
  }
}
