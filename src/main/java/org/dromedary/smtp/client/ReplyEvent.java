package org.dromedary.smtp.client;

import org.dromedary.mail.SmtpReply;

/** What a {@link SmtpReplyReader} found in the octets of a peer. */
sealed interface ReplyEvent {
  /** A whole reply. */
  record Complete(SmtpReply reply) implements ReplyEvent {}

  /** The octets so far are no whole reply yet. */
  record Incomplete() implements ReplyEvent {}

  /** No reply can be made of it; nothing further is read. */
  record Unusable(FailureKind kind) implements ReplyEvent {}
}
