package org.dromedary.smtp.server;

/** What a client does wrong in one session, and what it does there to no purpose. */
final class CommandErrors {
  /** More that bring no mail are errors, as in other servers: nobody needs 100 NOOP or RSET. */
  private static final int IDLE_COMMANDS = 100;

  private final int limit;
  private int errors;
  private int idleCommands;

  /**
   * @param limit with so many the session ends
   */
  CommandErrors(int limit) {
    this.limit = limit;
  }

  /** Counts a refusal if it is for an error; whether it is one too many. */
  boolean isTooMany(Refusal refusal) {
    return isError(refusal) && isTooMany();
  }

  /** Counts a command that was done and brought no mail; whether it is one too many. */
  boolean isTooManyIdle() {
    return ++idleCommands > IDLE_COMMANDS && isTooMany();
  }

  void mailAccepted() {
    idleCommands = 0;
  }

  private boolean isTooMany() {
    return ++errors >= limit;
  }

  /** Unknown recipients are counted for each client over all its sessions, see {@link Defence}. */
  private static boolean isError(Refusal refusal) {
    int code = refusal.reply().code().value();
    return code / 10 == 50 // RFC 5321 §4.2.1: x0z is syntax
        || code == 535 // guesses at passwords
        || code == 553
        || code == 555
        || refusal.reason() == RefusalReason.RELAY_DENIED;
  }
}
