package org.dromedary.smtp.server;

import java.util.List;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Notify;
import org.dromedary.mail.OriginalRecipient;
import org.dromedary.mail.Ret;
import org.dromedary.mail.Xtext;

/** RFC 3461: the sender says of what it wants to hear. */
record DsnExtension() implements Extension {
  private static final int ENVELOPE_ID_LENGTH = 100;

  @Override
  public String announcement() {
    return "DSN";
  }

  @Override
  public List<EsmtpParameter<MailOptions>> mailParameters() {
    return List.of(
        // RFC 3461 §4.3
        EsmtpParameter.withValue("RET", 9, (value, options) -> options.withRet(Ret.parse(value))),
        // RFC 3461 §4.4
        EsmtpParameter.withValue(
            "ENVID",
            7 + ENVELOPE_ID_LENGTH,
            (value, options) -> options.withEnvelopeId(envelopeId(value))));
  }

  @Override
  public List<EsmtpParameter<RequestedRecipient>> rcptParameters() {
    return List.of(
        // RFC 3461 §4.1
        EsmtpParameter.withValue(
            "NOTIFY", 29, (value, recipient) -> recipient.withNotify(Notify.parse(value))),
        // RFC 3461 §4.2
        EsmtpParameter.withValue(
            "ORCPT",
            507,
            (value, recipient) ->
                recipient.withOriginal(OriginalRecipient.parse(value, recipient.smtpUtf8()))));
  }

  private static String envelopeId(String xtext) {
    if (xtext.isEmpty() || xtext.length() > ENVELOPE_ID_LENGTH) {
      throw new IllegalArgumentException("ENVID has 1 to 100 characters");
    }
    return Xtext.decode(xtext);
  }
}
