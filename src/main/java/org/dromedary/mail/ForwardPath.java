package org.dromedary.mail;

/** The path of RCPT TO (RFC 5321 §4.1.1.3). */
public record ForwardPath(MailAddress address) {

  /**
   * Parses {@code <address>}; a source route is ignored (RFC 5321 §3.6.1, appendix C).
   *
   * @throws IllegalArgumentException with a text fit for a reply
   */
  public static ForwardPath parse(String text) {
    return new ForwardPath(Paths.address(text));
  }

  /** With angle brackets. */
  @Override
  public String toString() {
    return "<" + address + ">";
  }
}
