package org.dromedary.queue;

import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;

/** What one delivery attempt did for one recipient. */
public sealed interface DeliveryOutcome {
  Recipient recipient();

  /** Who answered: {@code mx.example.com[192.0.2.1]:25}, a mailbox, or {@code none}. */
  String relay();

  /** The word for it, as in the log. */
  default String status() {
    return switch (this) {
      case Delivered delivered -> "delivered";
      case Deferred deferred -> "deferred";
      case Postponed postponed -> "postponed";
      case Suspended suspended -> "suspended";
      case Rerouted rerouted -> "rerouted";
      case Failed failed -> "failed";
    };
  }

  /** The answer: the peer's own reply, or ours when no peer gave one. */
  SmtpReply reply();

  /**
   * The responsibility is the relay's now.
   *
   * @param relayNotifies whether the relay tells the sender of success, if the sender wants it
   */
  record Delivered(Recipient recipient, String relay, SmtpReply reply, boolean relayNotifies)
      implements DeliveryOutcome {

    /** By a relay that tells nobody: it is on us. */
    public Delivered(Recipient recipient, String relay, SmtpReply reply) {
      this(recipient, relay, reply, false);
    }
  }

  /** Failed for now; to be tried again. */
  record Deferred(Recipient recipient, String relay, SmtpReply reply) implements DeliveryOutcome {}

  /** Not tried, because the next hop has more waiting than it takes; no attempt is counted. */
  record Postponed(Recipient recipient, String relay, SmtpReply reply) implements DeliveryOutcome {}

  /** Not tried, because the routing table has another way for it now, by the stage of routing. */
  record Rerouted(Recipient recipient, String relay, SmtpReply reply) implements DeliveryOutcome {}

  /**
   * Not tried, because an operator has suspended its next hop; it waits there, and never expires.
   */
  record Suspended(Recipient recipient, String relay, SmtpReply reply) implements DeliveryOutcome {}

  /** Failed for good; the sender must learn of it, unless it wants no notice. */
  record Failed(Recipient recipient, String relay, SmtpReply reply) implements DeliveryOutcome {}
}
