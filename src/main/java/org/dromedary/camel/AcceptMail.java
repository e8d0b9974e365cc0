package org.dromedary.camel;

import org.dromedary.queue.Arrival;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.smtp.server.ReceivedMail;
import org.dromedary.smtp.server.SmtpClient;

/** Makes a mail of what an SMTP session received, or an application submitted. */
public final class AcceptMail {

  /** The mail, not yet queued. */
  public QueuedMessage accept(ReceivedMail received) {
    SmtpClient client = received.client();
    String name = client.helo() + "[" + client.address().getAddress().getHostAddress() + "]";
    ReceivedMail.Arrived arrived = received.arrived();
    Arrival arrival =
        new Arrival(arrived.at(), arrived.protocol(), name, arrived.listener(), client.user());
    return QueuedMessage.accepted(
            received.queueId(), received.envelope(), arrival, received.content())
        .withSubmission(received.submission());
  }
}
