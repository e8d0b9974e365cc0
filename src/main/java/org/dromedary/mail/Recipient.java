package org.dromedary.mail;

/** One RCPT of a transaction: the forward path, and what the client asked for it. */
public record Recipient(ForwardPath forwardPath) {

  /** Parses {@code <address>}, see {@link ForwardPath#parse}. */
  public static Recipient parse(String text) {
    return new Recipient(ForwardPath.parse(text));
  }

  public MailAddress address() {
    return forwardPath.address();
  }
}
