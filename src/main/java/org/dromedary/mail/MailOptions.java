package org.dromedary.mail;

import java.util.Optional;

/**
 * What the parameters of MAIL say beyond the path (RFC 5321 §4.1.1.11).
 *
 * @param smtpUtf8 RFC 6531: header fields and addresses may have characters beyond ASCII
 * @param requireTls RFC 8689: only over verified TLS to servers that keep to it as well
 * @param ret how much of the mail a failure notice returns
 * @param envelopeId ENVID, decoded: the sender's name for this transaction (RFC 3461 §4.4)
 */
public record MailOptions(
    BodyType body,
    boolean smtpUtf8,
    boolean requireTls,
    Optional<Ret> ret,
    Optional<String> envelopeId) {
  /** RFC 6152: without BODY it is 7BIT. */
  public static final MailOptions NONE =
      new MailOptions(BodyType.SEVEN_BIT, false, false, Optional.empty(), Optional.empty());

  public MailOptions withBody(BodyType other) {
    return new MailOptions(other, smtpUtf8, requireTls, ret, envelopeId);
  }

  public MailOptions withSmtpUtf8() {
    return new MailOptions(body, true, requireTls, ret, envelopeId);
  }

  public MailOptions withRequireTls() {
    return new MailOptions(body, smtpUtf8, true, ret, envelopeId);
  }

  public MailOptions withRet(Ret other) {
    return new MailOptions(body, smtpUtf8, requireTls, Optional.of(other), envelopeId);
  }

  public MailOptions withEnvelopeId(String other) {
    return new MailOptions(body, smtpUtf8, requireTls, ret, Optional.of(other));
  }
}
