package org.dromedary.mail;

import java.util.Optional;

/**
 * One RCPT of a transaction: the forward path, and what the client asked for it (RFC 3461 §4.1,
 * §4.2).
 *
 * @param notifyOn when the sender wants to hear of it; empty leaves that to us
 */
public record Recipient(
    ForwardPath forwardPath, Optional<Notify> notifyOn, Optional<OriginalRecipient> original) {

  /** A recipient for which nothing was asked. */
  public Recipient(ForwardPath forwardPath) {
    this(forwardPath, Optional.empty(), Optional.empty());
  }

  /** Parses {@code <address>}, see {@link ForwardPath#parse}. */
  public static Recipient parse(String text) {
    return new Recipient(ForwardPath.parse(text));
  }

  /** The same request for another address, as an alias makes it (RFC 3461 §5.2.7). */
  public Recipient withForwardPath(ForwardPath other) {
    return new Recipient(other, notifyOn, original);
  }

  /** Whether the sender is to be told of it when this happens. */
  public boolean wantsNotice(Notify.Condition condition) {
    // RFC 3461 §5.2.2, §5.2.3, §5.2.5, §5.2.6: without NOTIFY of all but success
    return notifyOn
        .map(conditions -> conditions.wants(condition))
        .orElse(condition != Notify.Condition.SUCCESS);
  }

  public MailAddress address() {
    return forwardPath.address();
  }
}
