package org.dromedary.camel;

import org.dromedary.queue.Arrival;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.smtp.server.ReceivedMail;
import org.dromedary.smtp.server.SmtpClient;

/** Makes a mail of what an SMTP session received. */
public final class AcceptMail {

  /** The mail, not yet queued. */
  public QueuedMessage accept(ReceivedMail received) {
    SmtpClient client = received.client();
    String name = client.helo() + "[" + client.address().getAddress().getHostAddress() + "]";
    String protocol = client.protocol(received.envelope().smtpUtf8());
    Arrival arrival =
        new Arrival(
            received.receivedAt(), protocol, name, received.listener().word(), client.user());
    return QueuedMessage.accepted(
        received.queueId(), received.envelope(), arrival, received.content());
  }
}
