package org.dromedary.dsn;

/** What a notification tells. */
public enum NotificationKind {
  /** Given up; the recipients will not get the mail. */
  FAILURE("failed", "failure"),
  /** Still tried. */
  DELAY("delayed", "delay"),
  /** In the mailboxes of the recipients. */
  DELIVERED("delivered", "delivered"),
  /** Handed over to a system that will not tell of its success (RFC 3461 §5.2.2). */
  RELAYED("relayed", "relayed");

  private final String action;
  private final String template;

  NotificationKind(String action, String template) {
    this.action = action;
    this.template = template;
  }

  /** Whether the recipients have the mail. */
  boolean isSuccess() {
    return this == DELIVERED || this == RELAYED;
  }

  /** The Action field (RFC 3464 §2.3.3). */
  String action() {
    return action;
  }

  /** What the template with its words is called. */
  String template() {
    return template;
  }
}
