package org.dromedary.smtp.server;

import org.dromedary.mail.SmtpReply;

/** Whether a client may begin a session, see {@link ClientMemory}. */
sealed interface Admission {

  /** It may; {@link ClientVisit#leave} tells when the connection is gone. */
  record Admitted(ClientVisit visit) implements Admission {}

  /** It gets this 421 and nothing else. */
  record Refused(SmtpReply reply) implements Admission {}
}
