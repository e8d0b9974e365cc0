package org.dromedary.dsn;

/** What a notification tells. */
public enum NotificationKind {
  /** Given up; the recipients will not get the mail. */
  FAILURE(
      "failed",
      "Undeliverable mail",
      "Your mail could not be delivered to the recipients below.\r\n" + "It is not tried again."),
  /** Still tried. */
  DELAY(
      "delayed",
      "Delayed mail",
      "Your mail could not be delivered to the recipients below so far.\r\n"
          + "You need not send it again: it is still tried."),
  /** In the mailboxes of the recipients. */
  DELIVERED(
      "delivered",
      "Mail delivered",
      "Your mail is in the mailboxes of the recipients below.\r\n"
          + "You asked to be told; it does not mean that somebody has read it."),
  /** Handed over to a system that will not tell of its success (RFC 3461 §5.2.2). */
  RELAYED(
      "relayed",
      "Mail handed over",
      "Your mail to the recipients below was handed over to the next mail system.\r\n"
          + "It will not tell you of the delivery, only of a failure.");

  private final String action;
  private final String subject;
  private final String explanation;

  NotificationKind(String action, String subject, String explanation) {
    this.action = action;
    this.subject = subject;
    this.explanation = explanation;
  }

  /** Whether the recipients have the mail. */
  boolean isSuccess() {
    return this == DELIVERED || this == RELAYED;
  }

  /** The Action field (RFC 3464 §2.3.3). */
  String action() {
    return action;
  }

  String subject() {
    return subject;
  }

  String explanation() {
    return explanation;
  }
}
