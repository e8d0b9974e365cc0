package org.dromedary.smtp.client;

/** How a conversation broke. */
public enum FailureKind {
  CONNECTION_REFUSED("connection refused"),
  UNREACHABLE("unreachable"),
  TIMEOUT("timeout"),
  /** Closed or reset by the peer. */
  DROPPED("connection dropped"),
  /** A reply that is none, or that fits no command we gave. */
  PROTOCOL_VIOLATION("protocol violation"),
  REPLY_TOO_LONG("reply too long"),
  /** TLS is required, and EHLO did not offer STARTTLS. */
  TLS_NOT_OFFERED("TLS is not offered"),
  /** TLS is required, and the answer to STARTTLS was no. */
  TLS_REFUSED("TLS is refused"),
  TLS_HANDSHAKE("no agreement"),
  CERTIFICATE_NOT_TRUSTED("certificate not trusted"),
  CERTIFICATE_EXPIRED("certificate expired or not yet valid"),
  CERTIFICATE_FOR_ANOTHER_HOST("certificate for another host"),
  CERTIFICATE_UNEXPECTED("certificate not the expected one"),
  /** A login is given only to servers that are verified, and this one is not. */
  LOGIN_NOT_VERIFIED("the server is not verified, so it gets no login"),
  /** None of the mechanisms of a login. */
  AUTH_NOT_OFFERED("no suitable AUTH is offered"),
  LOGIN_UNREADABLE("the secret of the login cannot be read"),
  /** 421: the peer ended the conversation (RFC 5321 §3.8). */
  SHUTTING_DOWN("peer is shutting down");

  private final String description;

  FailureKind(String description) {
    this.description = description;
  }

  @Override
  public String toString() {
    return description;
  }
}
