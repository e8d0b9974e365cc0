package org.dromedary.smtp.server;

/**
 * One SMTP command: checks that it may come now and is well-formed, then changes the dialogue.
 * Without state of its own; one instance serves all sessions of a listener.
 */
interface Verb {
  /** In upper case. */
  String name();

  /** Longest line, CRLF included. RFC 5321 §4.5.3.1.4: 512, extensions may add to it. */
  default int maximumOctets() {
    return 512;
  }

  /** Whether the client must wait for the reply before it sends more (RFC 2920 §3.1). */
  default boolean isSynchronizationPoint() {
    return false;
  }

  /** Whether it may come before STARTTLS where TLS is required (RFC 3207 §4). */
  default boolean isAllowedBeforeTls() {
    return false;
  }

  /**
   * Does it.
   *
   * @param argument what stands behind the verb and one space; empty if nothing does
   */
  Outcome run(String argument, Dialogue dialogue);
}
