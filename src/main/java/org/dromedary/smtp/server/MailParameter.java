package org.dromedary.smtp.server;

import java.util.Optional;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.SmtpReply;

/** A parameter that an extension adds to MAIL (RFC 5321 §4.1.2, Mail-parameters). */
interface MailParameter {
  /** In upper case. */
  String keyword();

  /** By how many octets it lengthens the longest MAIL line, as its RFC says. */
  int octets();

  /** Checks the value and notes what it says. */
  Result read(Optional<String> value, MailOptions options);

  /** The options with this parameter, or why the command is refused. */
  sealed interface Result {
    record Taken(MailOptions options) implements Result {}

    record Refused(SmtpReply reply) implements Result {}
  }
}
