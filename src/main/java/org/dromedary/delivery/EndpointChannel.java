package org.dromedary.delivery;

import java.util.Optional;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.routing.EndpointUri;

/** To an endpoint, a recipient at a time. */
final class EndpointChannel implements MailChannel {
  private final EndpointUri endpoint;
  private final EndpointSender sender;

  EndpointChannel(EndpointUri endpoint, EndpointSender sender) {
    this.endpoint = endpoint;
    this.sender = sender;
  }

  @Override
  public AttemptResult deliver(QueuedMessage message) {
    return new AttemptResult(
        message.envelope().recipients().stream().map(r -> deliver(message, r)).toList(),
        Optional.empty(),
        false);
  }

  private DeliveryOutcome deliver(QueuedMessage message, Recipient recipient) {
    SmtpReply reply = sender.send(endpoint, message, recipient);
    String relay = endpoint.toString();
    if (reply.code().isPositiveCompletion()) {
      return new DeliveryOutcome.Delivered(recipient, relay, reply);
    }
    return reply.code().isPermanent()
        ? new DeliveryOutcome.Failed(recipient, relay, reply)
        : new DeliveryOutcome.Deferred(recipient, relay, reply);
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public void close() {}
}
