package org.dromedary.smtp.client;

import java.util.List;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Recipient;

/** The commands of one transaction, with the parameters a server offers (RFC 5321 §4.1.1). */
final class MailCommands {
  private final Envelope envelope;
  private final PeerExtensions extensions;
  private final ContentTraits content;
  private final boolean smtpUtf8;

  MailCommands(Envelope envelope, PeerExtensions extensions, ContentTraits content) {
    this.envelope = envelope;
    this.extensions = extensions;
    this.content = content;
    this.smtpUtf8 = needsSmtpUtf8(envelope);
  }

  /** Whether the mail may travel only with SMTPUTF8 (RFC 6531 §3.4). */
  static boolean needsSmtpUtf8(Envelope envelope) {
    // a domain alone can be written with A-labels instead
    return envelope.smtpUtf8()
        || envelope.reversePath().address().filter(MailCommands::hasUtf8LocalPart).isPresent()
        || envelope.recipients().stream()
            .map(Recipient::address)
            .anyMatch(MailCommands::hasUtf8LocalPart);
  }

  private static boolean hasUtf8LocalPart(MailAddress address) {
    return address.localPart().chars().anyMatch(c -> c >= 0x80);
  }

  List<Recipient> recipients() {
    return envelope.recipients();
  }

  boolean mayBePipelined() {
    return extensions.pipelining();
  }

  String mail() {
    StringBuilder command = new StringBuilder("MAIL FROM:<");
    command.append(envelope.reversePath().address().map(this::wireForm).orElse("")).append('>');
    if (extensions.size()) {
      command.append(" SIZE=").append(content.octets()); // RFC 1870 §6.1
    }
    if (extensions.eightBitMime() && isEightBit()) {
      command.append(" BODY=").append(BodyType.EIGHT_BIT_MIME.keyword()); // RFC 6152 §3
    }
    if (smtpUtf8) {
      command.append(" SMTPUTF8"); // RFC 6531 §3.4
    }
    return command.toString();
  }

  private boolean isEightBit() {
    return content.eightBit() || isDeclaredEightBit(envelope);
  }

  static boolean isDeclaredEightBit(Envelope envelope) {
    return envelope.body() == BodyType.EIGHT_BIT_MIME;
  }

  String rcpt(int recipient) {
    return "RCPT TO:<" + wireForm(envelope.recipients().get(recipient).address()) + ">";
  }

  private String wireForm(MailAddress address) {
    return smtpUtf8 ? address.toString() : address.localPart() + "@" + address.domain().ascii();
  }
}
