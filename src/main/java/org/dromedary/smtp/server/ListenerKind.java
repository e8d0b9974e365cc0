package org.dromedary.smtp.server;

/** What a listener is for, which decides what a client must do before it may send mail. */
public enum ListenerKind {
  /** Mail from other servers, port 25 or 2525: TLS is offered, not required (RFC 3207 §4). */
  RELAY("smtp", false, false),
  /** Mail of users: STARTTLS, then AUTH (RFC 6409 §4.3, RFC 8314 §3.3). */
  SUBMISSION("submission", false, true),
  /** Mail of users over TLS from the first octet, then AUTH (RFC 8314 §3.3). */
  SUBMISSIONS("submissions", true, true);

  private final String word;
  private final boolean implicitTls;
  private final boolean forUsers;

  ListenerKind(String word, boolean implicitTls, boolean forUsers) {
    this.word = word;
    this.implicitTls = implicitTls;
    this.forUsers = forUsers;
  }

  /** Its name in settings, routes and events, which is that of its service (RFC 6335). */
  public String word() {
    return word;
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
