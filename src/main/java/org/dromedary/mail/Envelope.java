package org.dromedary.mail;

import java.util.List;

/**
 * The paths of a mail transaction and its ESMTP parameters; it travels beside the {@link
 * MailContent} and decides where the mail goes, the header fields never do.
 *
 * @param recipients at least one, in the order of the RCPT commands, no duplicates expected
 */
public record Envelope(ReversePath reversePath, List<Recipient> recipients, MailOptions options) {

  public Envelope {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("an envelope needs a recipient");
    }
  }

  /** A transaction with no other parameters than these. */
  public Envelope(
      ReversePath reversePath, List<Recipient> recipients, BodyType body, boolean smtpUtf8) {
    this(reversePath, recipients, options(body, smtpUtf8));
  }

  private static MailOptions options(BodyType body, boolean smtpUtf8) {
    MailOptions options = MailOptions.NONE.withBody(body);
    return smtpUtf8 ? options.withSmtpUtf8() : options;
  }

  /** The same transaction for other recipients. */
  public Envelope withRecipients(List<Recipient> others) {
    return new Envelope(reversePath, others, options);
  }

  public BodyType body() {
    return options.body();
  }

  /** Whether the client gave SMTPUTF8 (RFC 6531). */
  public boolean smtpUtf8() {
    return options.smtpUtf8();
  }
}
