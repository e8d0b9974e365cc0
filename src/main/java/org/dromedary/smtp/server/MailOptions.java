package org.dromedary.smtp.server;

import org.dromedary.mail.BodyType;

/** What the parameters of MAIL say beyond the path. */
record MailOptions(BodyType body, boolean smtpUtf8) {
  /** RFC 6152: without BODY it is 7BIT. */
  static final MailOptions NONE = new MailOptions(BodyType.SEVEN_BIT, false);

  MailOptions with(BodyType other) {
    return new MailOptions(other, smtpUtf8);
  }

  MailOptions withSmtpUtf8() {
    return new MailOptions(body, true);
  }
}
