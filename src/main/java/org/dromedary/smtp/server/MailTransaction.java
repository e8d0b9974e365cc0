package org.dromedary.smtp.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;

/** MAIL and the RCPTs that were accepted so far (RFC 5321 §3.3). */
final class MailTransaction {
  private final ReversePath reversePath;
  private final MailOptions options;
  private final Map<ForwardPath, Recipient> recipients = new LinkedHashMap<>();
  private boolean receivingChunks;

  MailTransaction(ReversePath reversePath, MailOptions options) {
    this.reversePath = reversePath;
    this.options = options;
  }

  ReversePath reversePath() {
    return reversePath;
  }

  boolean isSmtpUtf8() {
    return options.smtpUtf8();
  }

  /** BDAT was given (RFC 3030 §2). */
  void receiveChunks() {
    receivingChunks = true;
  }

  boolean isReceivingChunks() {
    return receivingChunks;
  }

  void add(Recipient recipient) {
    recipients.putIfAbsent(recipient.forwardPath(), recipient);
  }

  boolean has(ForwardPath path) {
    return recipients.containsKey(path);
  }

  int recipientCount() {
    return recipients.size();
  }

  /** The envelope; needs a recipient. */
  Envelope envelope() {
    return new Envelope(reversePath, List.copyOf(recipients.values()), options);
  }
}
