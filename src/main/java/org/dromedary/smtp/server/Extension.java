package org.dromedary.smtp.server;

import java.util.List;
import org.dromedary.mail.MailOptions;

/** A service extension: its EHLO line, and what it adds to MAIL and RCPT (RFC 5321 §2.2). */
interface Extension {

  /** Whether EHLO lists it now. */
  default boolean isOffered(Dialogue dialogue) {
    return isInForce(dialogue);
  }

  /** Whether its parameters may be used now: what a client cannot have been offered is unknown. */
  default boolean isInForce(Dialogue dialogue) {
    return !dialogue.awaitsTls();
  }

  /** As in the EHLO reply, such as {@code SIZE 1000000}. */
  String announcement();

  default List<EsmtpParameter<MailOptions>> mailParameters() {
    return List.of();
  }

  default List<EsmtpParameter<RequestedRecipient>> rcptParameters() {
    return List.of();
  }

  /** An extension without parameters that is always offered. */
  record Announced(String announcement) implements Extension {
    @Override
    public boolean isInForce(Dialogue dialogue) {
      return true;
    }
  }

  /** All that there are. */
  static List<Extension> standard(SmtpServerSettings settings) {
    SmtpServerSettings.Limits limits = settings.limits();
    return List.of(
        new Announced("PIPELINING"), // RFC 2920
        new SizeExtension(limits.messageOctets()),
        new EightBitMimeExtension(),
        new SmtpUtf8Extension(),
        new DsnExtension(),
        new ChunkingExtension(),
        new LimitsExtension(limits.recipients(), limits.transactions()),
        new StartTlsExtension(),
        new AuthExtension(settings.policy().authenticationOnRelay()),
        new RequireTlsExtension(),
        new Announced("ENHANCEDSTATUSCODES")); // RFC 2034
  }
}
