package org.dromedary.events;

import java.util.Optional;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.server.Refusal;

/** What happened. */
public sealed interface Event {

  /** A client of the SMTP server was told no. */
  record Refused(Refusal refusal) implements Event {}

  /**
   * A relay does not let us in: an alarm, since all mail for it waits.
   *
   * @param relay {@code mx.example.com[192.0.2.1]:25}
   * @param user as whom we came
   * @param reason for people; may hold what the relay said
   */
  record LoginFailed(String relay, String user, String reason) implements Event {}

  /**
   * A recipient does not have the mail, for now or for good.
   *
   * @param outcome what it came to
   * @param relay who answered, or {@code none}
   * @param reply the answer
   * @param attempts how many have been made
   */
  record NotDelivered(
      Outcome outcome,
      QueueId queueId,
      ReversePath sender,
      MailAddress recipient,
      String relay,
      SmtpReply reply,
      int attempts)
      implements Event {}

  /** What became of a mail that was not delivered. */
  enum Outcome {
    /** It failed for good. */
    FAILED,
    /** Its lifetime was over. */
    EXPIRED,
    /** It still waits, and its sender is warned. */
    DELAYED
  }

  /**
   * A mail was parked that nobody can be told of: an alarm.
   *
   * @param reason why
   */
  record Parked(QueueId queueId, ReversePath sender, Optional<MailAddress> recipient, String reason)
      implements Event {}

  /**
   * An operator has done something.
   *
   * @param user who
   * @param action what, such as {@code held}
   * @param object with what: the conditions of the mails that were meant, a next hop
   * @param mails how many mails it was done with
   */
  record Operated(String user, String action, String object, long mails) implements Event {}

  /**
   * Somebody has looked into the archive.
   *
   * @param user who
   * @param action {@code list} or {@code show}
   * @param object the conditions of a list, the id of a mail
   * @param mails how many were given
   */
  record ArchiveRead(String user, String action, String object, long mails) implements Event {}
}
