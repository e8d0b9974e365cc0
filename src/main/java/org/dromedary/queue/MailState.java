package org.dromedary.queue;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a mail on a queue waits for. */
public enum MailState {
  /** To be routed. */
  UNROUTED,
  /** Routed; its hosts are not asked for yet. */
  ROUTED,
  /** Its next hop is known, and has no free connection yet. */
  READY,
  /** An attempt is in progress. */
  ACTIVE,
  /** It was tried, and is tried again when it is due. */
  DEFERRED,
  /** Deferred, and its sender was told that it waits. */
  DELAYED,
  /** Kept back by a rule or by an operator. */
  HELD,
  /** For a next hop that an operator has suspended. */
  SUSPENDED,
  /** On its way back to its sender, as an operator said. */
  RETURNED,
  /** Failed, and nobody can be told. */
  UNDELIVERABLE,
  /** A route failed on it. */
  DEAD;

  /** Of a mail on a queue. */
  static MailState of(String queue, QueuedMessage mail, boolean taken) {
    return switch (queue) {
      case MailQueue.INGRESS, MailQueue.REROUTED, MailQueue.LIST -> UNROUTED;
      case MailQueue.LOCAL, MailQueue.OUTBOUND -> taken ? ACTIVE : ROUTED;
      case MailQueue.HELD -> HELD;
      case MailQueue.SUSPENDED -> SUSPENDED;
      case MailQueue.RETURNED -> RETURNED;
      case MailQueue.UNDELIVERABLE -> UNDELIVERABLE;
      case MailQueue.DEAD -> DEAD;
      default -> taken ? ACTIVE : mail.retry().warnings() > 0 ? DELAYED : DEFERRED;
    };
  }

  /** The word for it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Parses the word.
   *
   * @throws IllegalArgumentException when there is none such
   */
  public static MailState parse(String text) {
    return Arrays.stream(values())
        .filter(state -> state.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "none of "
                        + Arrays.stream(values())
                            .map(MailState::text)
                            .collect(Collectors.joining(", "))));
  }
}
