package org.dromedary.smtp.server;

import java.time.Duration;
import org.dromedary.mail.SmtpReply;

/** What a session does about something that its client did, see {@link ClientVisit}. */
sealed interface Verdict {
  Verdict PROCEED = new Proceed();

  /** Go on, answer as it should be answered. */
  record Proceed() implements Verdict {}

  /** The answer is the same, but later; nothing is read from the client until then. */
  record Delay(Duration time) implements Verdict {}

  /** Answer with this instead; 421 ends the session. */
  record Refuse(SmtpReply reply) implements Verdict {}
}
