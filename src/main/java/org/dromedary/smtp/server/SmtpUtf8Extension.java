package org.dromedary.smtp.server;

import java.util.List;
import org.dromedary.mail.MailOptions;

/** RFC 6531: addresses and header fields in UTF-8. */
record SmtpUtf8Extension() implements Extension {
  private static final String KEYWORD = "SMTPUTF8";

  @Override
  public String announcement() {
    return KEYWORD;
  }

  @Override
  public List<EsmtpParameter<MailOptions>> mailParameters() {
    return List.of(
        EsmtpParameter.withoutValue(KEYWORD, 10, MailOptions::withSmtpUtf8)); // RFC 6531 §3.1
  }
}
