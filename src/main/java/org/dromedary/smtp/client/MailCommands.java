package org.dromedary.smtp.client;

import java.util.List;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.OriginalRecipient;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.Xtext;

/** The commands of one transaction, with the parameters a server offers (RFC 5321 §4.1.1). */
final class MailCommands {
  /** RFC 3461 §5.4: a server need not take more. */
  private static final int MAXIMUM_ORIGINAL_RECIPIENT = 500;

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
    if (extensions.dsn()) {
      addNotificationParameters(command, envelope.options());
    }
    if (envelope.options().requireTls() && extensions.requireTls()) {
      command.append(" REQUIRETLS"); // RFC 8689 §4.2.1
    }
    return command.toString();
  }

  /** RFC 3461 §5.2.1 (a), (b): as they were received, or not at all. */
  private static void addNotificationParameters(StringBuilder command, MailOptions options) {
    options.ret().ifPresent(ret -> command.append(" RET=").append(ret.name()));
    options.envelopeId().ifPresent(id -> command.append(" ENVID=").append(Xtext.encode(id)));
  }

  private boolean isEightBit() {
    return content.eightBit() || isDeclaredEightBit(envelope);
  }

  static boolean isDeclaredEightBit(Envelope envelope) {
    return envelope.body() == BodyType.EIGHT_BIT_MIME;
  }

  String rcpt(int recipient) {
    Recipient to = envelope.recipients().get(recipient);
    StringBuilder command = new StringBuilder("RCPT TO:<");
    command.append(wireForm(to.address())).append('>');
    if (extensions.dsn()) {
      addNotificationParameters(command, to);
    }
    return command.toString();
  }

  /** RFC 3461 §5.2.1 (c), (d): as they were received, or not at all. */
  private static void addNotificationParameters(StringBuilder command, Recipient to) {
    to.notifyOn().ifPresent(conditions -> command.append(" NOTIFY=").append(conditions));
    to.original()
        .map(OriginalRecipient::toParameter)
        // RFC 6533 §3: the seven-bit form of an address may be longer than what we were given
        .filter(original -> original.length() <= MAXIMUM_ORIGINAL_RECIPIENT)
        .ifPresent(original -> command.append(" ORCPT=").append(original));
  }

  private String wireForm(MailAddress address) {
    return smtpUtf8 ? address.toString() : address.localPart() + "@" + address.domain().ascii();
  }
}
