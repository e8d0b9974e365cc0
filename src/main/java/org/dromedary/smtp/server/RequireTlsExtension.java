package org.dromedary.smtp.server;

import java.util.List;
import org.dromedary.mail.MailOptions;

/** RFC 8689: a mail that must go on over TLS only, or come back. */
record RequireTlsExtension() implements Extension {
  private static final String KEYWORD = "REQUIRETLS";

  @Override
  public boolean isInForce(Dialogue dialogue) {
    return dialogue.isSecure(); // RFC 8689 §2
  }

  @Override
  public String announcement() {
    return KEYWORD;
  }

  @Override
  public List<EsmtpParameter<MailOptions>> mailParameters() {
    return List.of(
        EsmtpParameter.withoutValue(KEYWORD, 11, MailOptions::withRequireTls)); // RFC 8689 §2
  }
}
