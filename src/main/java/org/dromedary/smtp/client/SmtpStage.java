package org.dromedary.smtp.client;

/** Where in a conversation something was said or went wrong. */
public enum SmtpStage {
  CONNECT("connecting"),
  GREETING("the greeting"),
  /** EHLO, or HELO after it. */
  EHLO("EHLO"),
  STARTTLS("STARTTLS"),
  TLS("the TLS handshake"),
  AUTH("AUTH"),
  RSET("RSET"),
  MAIL("MAIL FROM"),
  RCPT("RCPT TO"),
  DATA("DATA"),
  /** Between 354 and the final dot: the mail was not handed over. */
  CONTENT("the content"),
  /** After the final dot: without a reply the mail may or may not have been taken. */
  MESSAGE("the end of the content");

  private final String description;

  SmtpStage(String description) {
    this.description = description;
  }

  /** For logs and notifications, as in {@code timeout at RCPT TO}. */
  @Override
  public String toString() {
    return description;
  }
}
