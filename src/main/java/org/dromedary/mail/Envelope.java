package org.dromedary.mail;

import java.util.List;

/**
 * The paths of a mail transaction and its ESMTP parameters; it travels beside the {@link
 * MailContent} and decides where the mail goes, the header fields never do.
 *
 * @param recipients at least one, in the order of the RCPT commands, no duplicates expected
 * @param smtpUtf8 whether the client gave SMTPUTF8 (RFC 6531)
 */
public record Envelope(
    ReversePath reversePath, List<Recipient> recipients, BodyType body, boolean smtpUtf8) {

  public Envelope {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("an envelope needs a recipient");
    }
  }

  /** The same transaction for other recipients. */
  public Envelope withRecipients(List<Recipient> others) {
    return new Envelope(reversePath, others, body, smtpUtf8);
  }
}
