package org.dromedary.smtp.server;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * One connection of a client: tell what the client does, and do what the {@link Verdict} says. What
 * it did on other connections counts too. Safe for use by several threads.
 */
final class ClientVisit {
  private final ClientRecord client;
  private final ClientLimits limits;
  private final boolean exempt;
  private final LongSupplier nanoTime;
  private final Runnable gone;
  private final AtomicBoolean left = new AtomicBoolean();

  /**
   * @param exempt whether everything is allowed
   * @param gone told once that the connection is gone
   */
  ClientVisit(
      ClientRecord client,
      ClientLimits limits,
      boolean exempt,
      LongSupplier nanoTime,
      Runnable gone) {
    this.client = client;
    this.limits = limits;
    this.exempt = exempt;
    this.nanoTime = nanoTime;
    this.gone = gone;
  }

  /** MAIL came: {@code Proceed} or {@code Refuse}. */
  Verdict onMail() {
    return exempt ? Verdict.PROCEED : client.mail(limits, nanoTime.getAsLong());
  }

  /** RCPT came, before the recipient is looked up: {@code Proceed} or {@code Refuse}. */
  Verdict onRecipient() {
    return exempt ? Verdict.PROCEED : client.recipient(limits, nanoTime.getAsLong());
  }

  /** The recipient does not exist; {@code Refuse} stands for the 550. */
  Verdict unknownRecipient() {
    return exempt
        ? Verdict.PROCEED
        : client.unknownRecipient(limits.offences(), nanoTime.getAsLong());
  }

  /** A mail is accepted; one recipient of it that exists is not enough to be forgiven others. */
  void mailAccepted() {
    if (!exempt) {
      client.mailAccepted(nanoTime.getAsLong());
    }
  }

  /** AUTH came, before the credentials are looked at: {@code Proceed} or {@code Refuse}. */
  Verdict onAuthentication() {
    return exempt ? Verdict.PROCEED : client.authentication(nanoTime.getAsLong());
  }

  /** The credentials are wrong; {@code Refuse} stands for the 535. */
  Verdict authenticationFailed() {
    return exempt
        ? Verdict.PROCEED
        : client.authenticationFailure(limits.offences(), nanoTime.getAsLong());
  }

  /** The credentials are right. */
  void authenticated() {
    if (!exempt) {
      client.authenticated(nanoTime.getAsLong());
    }
  }

  /** For {@link InputDeadline#ofData}; 0 is none. */
  int minimumDataRate() {
    return exempt ? 0 : limits.minimumDataRate();
  }

  /** The connection is gone; more calls change nothing. */
  void leave() {
    if (left.compareAndSet(false, true)) {
      gone.run();
    }
  }
}
