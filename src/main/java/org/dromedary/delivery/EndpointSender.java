package org.dromedary.delivery;

import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.routing.EndpointUri;

/** Hands mails to endpoints. Safe for use by several threads. */
@FunctionalInterface
public interface EndpointSender {

  /**
   * Hands over a mail for one recipient; blocks as long as the endpoint takes.
   *
   * @return 250 when the endpoint has it now; another code when it refuses it for good, or did not
   *     take it for now
   */
  SmtpReply send(EndpointUri endpoint, QueuedMessage mail, Recipient recipient);
}
