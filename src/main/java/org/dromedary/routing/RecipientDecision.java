package org.dromedary.routing;

import org.dromedary.mail.SmtpReply;

/** The answer to one RCPT (RFC 5321 §3.3). */
public sealed interface RecipientDecision {

  /** A mailbox or alias of ours. */
  record AcceptedLocal() implements RecipientDecision {}

  /** Another system's, from a client that may send there. */
  record AcceptedForRelay() implements RecipientDecision {}

  /** The domain is ours, the user is not known. */
  record UnknownRecipient(SmtpReply reply) implements RecipientDecision {}

  /**
   * The domain is ours; whether the user is known cannot be told now.
   *
   * @param reply a transient one
   */
  record NotDecided(SmtpReply reply) implements RecipientDecision {}

  /** Another system's, from a client that may not send there. */
  record RelayDenied(SmtpReply reply) implements RecipientDecision {}
}
