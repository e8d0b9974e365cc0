package org.dromedary.metrics;

import java.util.Locale;
import org.dromedary.queue.MailQueue;

/** What mail on a queue waits for: queues may be many, these are few. */
enum QueueState {
  /** Accepted, not routed yet. */
  INGRESS,
  /** For mailboxes here. */
  LOCAL,
  /** For other servers, due now. */
  OUTBOUND,
  /** Tried, and to be tried again. */
  DEFERRED,
  /** Kept back by a rule or an operator. */
  HELD,
  /** For next hops that an operator has suspended. */
  SUSPENDED,
  /** An operator has it routed again. */
  REROUTED,
  /** An operator returns it to its sender. */
  RETURNED,
  /** Failed, and nobody can be told. */
  UNDELIVERABLE,
  /** A route failed on it. */
  DEAD,
  /** On queues of applications, also those that are mailboxes. */
  OTHER;

  private static final String OURS = "mail.";

  /** The value of a label. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static QueueState of(String queue) {
    if (MailQueue.isRetry(queue)) {
      return DEFERRED;
    }
    for (QueueState state : values()) {
      if (state != DEFERRED && state != OTHER && queue.equals(OURS + state.word())) {
        return state;
      }
    }
    return OTHER;
  }
}
