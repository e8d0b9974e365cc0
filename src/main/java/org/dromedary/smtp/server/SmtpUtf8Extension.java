package org.dromedary.smtp.server;

import java.util.Optional;
import org.dromedary.mail.MailOptions;

/** RFC 6531: addresses and header fields in UTF-8. */
record SmtpUtf8Extension() implements Extension, MailParameter {
  @Override
  public Optional<String> announcement(Dialogue dialogue) {
    return Optional.of("SMTPUTF8");
  }

  @Override
  public Optional<MailParameter> mailParameter() {
    return Optional.of(this);
  }

  @Override
  public String keyword() {
    return "SMTPUTF8";
  }

  @Override
  public int octets() {
    return 10; // RFC 6531 §3.1
  }

  @Override
  public Result read(Optional<String> value, MailOptions options) {
    // RFC 6531 §3.1: the parameter has no value
    return value.isPresent()
        ? new Result.Refused(Replies.BAD_PARAMETER)
        : new Result.Taken(options.withSmtpUtf8());
  }
}
