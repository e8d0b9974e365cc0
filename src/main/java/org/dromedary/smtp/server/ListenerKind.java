package org.dromedary.smtp.server;

/** What a listener is for, which decides what a client must do before it may send mail. */
public enum ListenerKind {
  /** Mail from other servers, port 25 or 2525: TLS is offered, not required (RFC 3207 §4). */
  RELAY(false, false),
  /** Mail of users: STARTTLS, then AUTH (RFC 6409 §4.3, RFC 8314 §3.3). */
  SUBMISSION(false, true),
  /** Mail of users over TLS from the first octet, then AUTH (RFC 8314 §3.3). */
  SUBMISSIONS(true, true);

  private final boolean implicitTls;
  private final boolean forUsers;

  ListenerKind(boolean implicitTls, boolean forUsers) {
    this.implicitTls = implicitTls;
    this.forUsers = forUsers;
  }

  /** Whether TLS begins with the connection. */
  public boolean isImplicitTls() {
    return implicitTls;
  }

  /** Whether nothing but greeting and STARTTLS is allowed without TLS. */
  public boolean requiresTls() {
    return forUsers;
  }

  /** Whether MAIL needs AUTH before it. */
  public boolean requiresAuthentication() {
    return forUsers;
  }
}
