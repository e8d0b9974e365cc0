package org.dromedary.smtp.client;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.SmtpReply;

/** What need not be asked, because the server's offers answer it. */
final class LocalRefusal {
  private LocalRefusal() {}

  /** The reply that we give in the server's place, if it cannot take this mail. */
  static Optional<SmtpReply> of(
      Envelope envelope, PeerExtensions extensions, ChannelSecurity security, long octets) {
    if (MailCommands.needsSmtpUtf8(envelope) && !extensions.smtpUtf8()) {
      // RFC 6531 §3.5
      return Optional.of(
          SmtpReply.of(550, "5.6.7", "internationalized mail is not supported by the server"));
    }
    // RFC 8689 §5: a notification goes all the same
    if (envelope.options().requireTls() && !envelope.reversePath().isNull()) {
      // RFC 8689 §4.2.1
      if (security != ChannelSecurity.VERIFIED) {
        return Optional.of(
            SmtpReply.of(550, "5.7.10", "the mail requires TLS with a server that is verified"));
      }
      if (!extensions.requireTls()) {
        return Optional.of(
            SmtpReply.of(550, "5.7.30", "the mail requires TLS, and the server has no REQUIRETLS"));
      }
    }
    OptionalLong maximum = extensions.maximumSize();
    if (maximum.isPresent() && octets > maximum.getAsLong()) {
      // RFC 1870 §6.2; status RFC 3463 §3.4
      String text =
          "mail of " + octets + " octets exceeds the server's limit of " + maximum.getAsLong();
      return Optional.of(SmtpReply.of(552, "5.3.4", text));
    }
    return Optional.empty();
  }

  static TransactionResult result(Envelope envelope, SmtpReply reply) {
    List<RecipientResult> results =
        envelope.recipients().stream()
            .map(r -> new RecipientResult(r, SmtpStage.MAIL, reply, ReplyOrigin.LOCAL))
            .toList();
    return new TransactionResult.Answered(results);
  }
}
