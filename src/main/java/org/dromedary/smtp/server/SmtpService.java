package org.dromedary.smtp.server;

import java.time.InstantSource;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.mail.SmtpReply;

/** What all sessions of a listener share. */
record SmtpService(
    ListenerKind listener,
    SmtpServerSettings settings,
    Verbs verbs,
    QueueIdGenerator queueIds,
    InstantSource clock,
    Defence defence) {

  /** RFC 5321 §4.3.1; no status (RFC 2034 §4). */
  SmtpReply banner() {
    return SmtpReply.of(220, settings.hostname().ascii() + " ESMTP Dromedary");
  }
}
