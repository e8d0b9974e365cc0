package org.dromedary.smtp.client;

/** The connection failed at the socket; becomes a {@link ConversationFailure} in the package. */
final class BrokenConversationException extends Exception {
  private final FailureKind kind;

  BrokenConversationException(FailureKind kind) {
    super(kind.toString(), null, false, false); // a value on its way, not a bug: no stack trace
    this.kind = kind;
  }

  FailureKind kind() {
    return kind;
  }
}
