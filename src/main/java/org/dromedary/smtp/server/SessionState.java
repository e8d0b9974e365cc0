package org.dromedary.smtp.server;

/**
 * What a session waits for. Whether MAIL or RCPT may come is not decided here but by the {@link
 * Dialogue}.
 *
 * <pre>
 * CONNECTED --greeted--> COMMAND
 * COMMAND --recipient asked--> RECIPIENT --recipient decided--> COMMAND
 * COMMAND --data started--> DATA --buffer full--> STORING --stored--> DATA
 * DATA --mail refused--> COMMAND
 * DATA --mail handed over--> ANSWER --mail answered--> COMMAND
 * any --closed--> CLOSED
 * </pre>
 */
enum SessionState {
  /** The client, which may not speak before the banner (RFC 5321 §3.1, §4.3.1). */
  CONNECTED,
  /** A command line. */
  COMMAND,
  /** The decision on a recipient. */
  RECIPIENT,
  /** Octets of a mail. */
  DATA,
  /** The end of a write to the mail's file. */
  STORING,
  /** The answer to a complete mail. */
  ANSWER,
  /** Nothing more; whatever happens is ignored. */
  CLOSED;

  enum Event {
    GREETED,
    RECIPIENT_ASKED,
    RECIPIENT_DECIDED,
    DATA_STARTED,
    BUFFER_FULL,
    STORED,
    MAIL_REFUSED,
    MAIL_HANDED_OVER,
    MAIL_ANSWERED,
    CLOSED
  }

  /**
   * The state after an event.
   *
   * @throws IllegalStateException when the event cannot happen here
   */
  SessionState next(Event event) {
    if (this == CLOSED) {
      return CLOSED;
    }
    return switch (event) {
      case GREETED -> from(CONNECTED, COMMAND);
      case RECIPIENT_ASKED -> from(COMMAND, RECIPIENT);
      case RECIPIENT_DECIDED -> from(RECIPIENT, COMMAND);
      case DATA_STARTED -> from(COMMAND, DATA);
      case BUFFER_FULL -> from(DATA, STORING);
      case STORED -> from(STORING, DATA);
      case MAIL_REFUSED -> from(DATA, COMMAND);
      case MAIL_HANDED_OVER -> from(DATA, ANSWER);
      case MAIL_ANSWERED -> from(ANSWER, COMMAND);
      case CLOSED -> CLOSED;
    };
  }

  private SessionState from(SessionState required, SessionState then) {
    if (this != required) {
      throw new IllegalStateException("the session is in state " + this + ", not " + required);
    }
    return then;
  }

  /** Whether input is read on, not kept for later. */
  boolean takesInput() {
    return this == COMMAND || this == DATA;
  }

  /** Whether the client is the one we wait for, so that its silence counts. */
  boolean waitsForClient() {
    return takesInput() || this == CONNECTED;
  }
}
