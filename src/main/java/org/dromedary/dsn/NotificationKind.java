package org.dromedary.dsn;

/** What a notification tells. */
public enum NotificationKind {
  /** Given up; the recipients will not get the mail. */
  FAILURE(
      "failed",
      "Undeliverable mail",
      "Your mail could not be delivered to the recipients below.\r\n" + "It is not tried again.");

  private final String action;
  private final String subject;
  private final String explanation;

  NotificationKind(String action, String subject, String explanation) {
    this.action = action;
    this.subject = subject;
    this.explanation = explanation;
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
