package org.dromedary.smtp.client;

import java.util.Optional;
import org.dromedary.mail.SmtpReply;

/**
 * Why and where a conversation ended before its time.
 *
 * @param stage the step that had no usable answer
 * @param reply what the peer said: always for {@link FailureKind#SHUTTING_DOWN}, and for a reply
 *     that fits no command
 */
public record ConversationFailure(SmtpStage stage, FailureKind kind, Optional<SmtpReply> reply) {

  static ConversationFailure silent(SmtpStage stage, FailureKind kind) {
    return new ConversationFailure(stage, kind, Optional.empty());
  }

  static ConversationFailure after(SmtpStage stage, FailureKind kind, SmtpReply reply) {
    return new ConversationFailure(stage, kind, Optional.of(reply));
  }

  /**
   * Whether the peer may have taken the mail: the final dot was sent, and no reply says what became
   * of it (RFC 5321 §4.2.5, §6.1).
   */
  public boolean mayBeDelivered() {
    return stage == SmtpStage.MESSAGE && kind != FailureKind.SHUTTING_DOWN;
  }

  /** One line without control characters: {@code timeout at RCPT TO}. */
  @Override
  public String toString() {
    return kind + " at " + stage + reply.map(r -> ": " + r).orElse("");
  }
}
