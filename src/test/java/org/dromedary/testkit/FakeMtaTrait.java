package org.dromedary.testkit;

/** How a whole {@link FakeMta} differs from a friendly modern server. */
public enum FakeMtaTrait {
  /** Resets every connection as soon as it is accepted. */
  RESET_CONNECTION,
  /** Greets with 421 and closes. */
  DEFER_GREETING,
  /** Greets with 554. */
  REFUSE_GREETING,
  /** Never greets. */
  SILENT,
  /** Greets with something that is not SMTP. */
  GARBAGE,
  /** Greets with a line that does not end. */
  ENDLESS_LINE,
  /** Greets with a reply that does not end. */
  ENDLESS_REPLY,
  /** Sends each octet of a reply alone, with a pause before it. */
  SLOW_DRIP,
  /** Answers 451 to EHLO and HELO. */
  DEFER_EHLO,
  /** Answers 550 to EHLO and HELO. */
  REFUSE_EHLO,
  /** Knows HELO only. */
  NO_EHLO,
  NO_PIPELINING,
  NO_SIZE,
  NO_8BITMIME,
  NO_SMTPUTF8,
  /** Offers DSN and takes its parameters. */
  DSN,
  /** Begins with TLS, see {@link FakeMta#offerTls}. */
  IMPLICIT_TLS,
  /** Answers 454 to STARTTLS. */
  DEFER_STARTTLS,
  /** Answers 502 to STARTTLS. */
  REFUSE_STARTTLS,
  /** Closes the connection after 220 to STARTTLS. */
  DROP_STARTTLS,
  /** Says something that is no TLS after 220 to STARTTLS. */
  GARBAGE_STARTTLS,
  /** Is silent after 220 to STARTTLS. */
  STALL_STARTTLS,
  /** Says more behind 220 to STARTTLS, as if it came by TLS. */
  INJECT_STARTTLS,
  /** Answers 454 to AUTH. */
  DEFER_AUTH,
  /** Sends challenges to AUTH without an end. */
  ENDLESS_AUTH,
  /** Offers REQUIRETLS under TLS. */
  REQUIRETLS,
  /** Answers 451 to MAIL. */
  DEFER_MAIL,
  /** Answers 550 to MAIL. */
  REFUSE_MAIL,
  /** Answers 421 to MAIL and closes. */
  SHUT_DOWN_AT_MAIL,
  /** Answers 354 to DATA even if no recipient was accepted. */
  DATA_WITHOUT_RECIPIENTS,
  /** Stops reading after 354. */
  DEAF_IN_DATA,
  /** Answers the dot only once this trait is gone. */
  WAIT_AT_DOT,
  /** Closes the connection after each mail. */
  ONE_MAIL_PER_CONNECTION
}
