package org.dromedary.smtp.server;

/**
 * What a session waits for. Whether MAIL or RCPT may come is not decided here but by the {@link
 * Dialogue}.
 *
 * <pre>
 * CONNECTED --greeted--> COMMAND
 * COMMAND --recipient asked--> RECIPIENT --recipient decided--> COMMAND
 * COMMAND --data started--> DATA --buffer full--> STORING --stored--> DATA
 * DATA --chunk ended--> COMMAND
 * DATA --mail refused--> COMMAND
 * DATA --mail handed over--> ANSWER --mail answered--> COMMAND
 * COMMAND --TLS offered--> HANDSHAKE --TLS started--> COMMAND
 * COMMAND --exchange started--> EXCHANGE --exchange failed--> COMMAND
 * EXCHANGE --credentials given--> CREDENTIALS --credentials decided--> COMMAND
 * COMMAND --paused--> PAUSE --resumed--> COMMAND
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
  /** Octets of a mail, after DATA or BDAT. */
  DATA,
  /** The end of a write to the mail's file. */
  STORING,
  /** The answer to a complete mail. */
  ANSWER,
  /** The end of the TLS handshake; what comes in the clear now is nobody's (RFC 3207 §4.2). */
  HANDSHAKE,
  /** A response line of an AUTH exchange (RFC 4954 §4). */
  EXCHANGE,
  /** The decision on credentials. */
  CREDENTIALS,
  /** The end of a time for which the client must wait for its reply. */
  PAUSE,
  /** Nothing more; whatever happens is ignored. */
  CLOSED;

  enum Event {
    GREETED,
    RECIPIENT_ASKED,
    RECIPIENT_DECIDED,
    DATA_STARTED,
    CHUNK_ENDED,
    BUFFER_FULL,
    STORED,
    MAIL_REFUSED,
    MAIL_HANDED_OVER,
    MAIL_ANSWERED,
    TLS_OFFERED,
    TLS_STARTED,
    EXCHANGE_STARTED,
    EXCHANGE_FAILED,
    CREDENTIALS_GIVEN,
    CREDENTIALS_DECIDED,
    PAUSED,
    RESUMED,
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
      case CHUNK_ENDED -> from(DATA, COMMAND);
      case BUFFER_FULL -> from(DATA, STORING);
      case STORED -> from(STORING, DATA);
      case MAIL_REFUSED -> from(DATA, COMMAND);
      case MAIL_HANDED_OVER -> from(DATA, ANSWER);
      case MAIL_ANSWERED -> from(ANSWER, COMMAND);
      case TLS_OFFERED -> from(COMMAND, HANDSHAKE);
      case TLS_STARTED -> from(HANDSHAKE, COMMAND);
      case EXCHANGE_STARTED -> from(COMMAND, EXCHANGE);
      case EXCHANGE_FAILED -> from(EXCHANGE, COMMAND);
      case CREDENTIALS_GIVEN -> from(EXCHANGE, CREDENTIALS);
      case CREDENTIALS_DECIDED -> from(CREDENTIALS, COMMAND);
      case PAUSED -> from(COMMAND, PAUSE);
      case RESUMED -> from(PAUSE, COMMAND);
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
    return this == COMMAND || this == DATA || this == EXCHANGE;
  }

  /** Whether the client is the one we wait for, so that its silence counts. */
  boolean waitsForClient() {
    return takesInput() || this == CONNECTED;
  }
}
