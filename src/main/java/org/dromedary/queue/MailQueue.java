package org.dromedary.queue;

/** The names of the queues that mail lies on. */
public final class MailQueue {
  /** Accepted, not routed. */
  public static final String INGRESS = "mail.ingress";

  /** To be put into mailboxes. */
  public static final String LOCAL = "mail.local";

  /** For members of lists, each of whom is to get a reverse path of its own. */
  public static final String LIST = "mail.list";

  /** To be sent. */
  public static final String OUTBOUND = "mail.outbound";

  /** Kept back by a rule of the routing table or by an operator. */
  public static final String HELD = "mail.held";

  /** Waits for a next hop that an operator has suspended. */
  public static final String SUSPENDED = "mail.suspended";

  /** An operator has it routed again: however many they are, new mail is not behind them. */
  public static final String REROUTED = "mail.rerouted";

  /** An operator has it returned to its sender. */
  public static final String RETURNED = "mail.returned";

  /** Failed, and nobody can be told. */
  public static final String UNDELIVERABLE = "mail.undeliverable";

  /** Parked: our own fault. */
  public static final String DEAD = "mail.dead";

  /** Before the delay in seconds. */
  public static final String RETRY_PREFIX = "mail.retry.";

  /**
   * Due at once, as an operator said: however many they are, they come by and by, and new mail is
   * not behind them.
   */
  public static final String DUE = RETRY_PREFIX + 0;

  private MailQueue() {}

  /** Whether deferred mail waits there. */
  public static boolean isRetry(String name) {
    return name.startsWith(RETRY_PREFIX);
  }

  /** Whether only what operators do brings mail there. */
  public static boolean isOfOperators(String name) {
    return name.equals(DUE) || name.equals(REROUTED) || name.equals(RETURNED);
  }

  /** Whether mail lies there. */
  public static boolean isOfMail(String name) {
    return isRetry(name)
        || switch (name) {
          case INGRESS,
              LOCAL,
              LIST,
              OUTBOUND,
              HELD,
              SUSPENDED,
              REROUTED,
              RETURNED,
              UNDELIVERABLE,
              DEAD ->
              true;
          default -> false;
        };
  }
}
