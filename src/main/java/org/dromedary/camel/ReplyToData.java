package org.dromedary.camel;

import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.QueuedMessage;

/** Answers DATA for a mail that is durable (RFC 5321 §4.2.5). */
public final class ReplyToData {
  private final MailLog log;

  public ReplyToData(MailLog log) {
    this.log = log;
  }

  /** 250 with the queue id. */
  public SmtpReply reply(QueuedMessage mail) {
    log.received(mail);
    return SmtpReply.of(250, "2.0.0", "Ok: queued as " + mail.queueId());
  }
}
