package org.dromedary.smtp.server;

/** RFC 3207: TLS may begin, as long as it has not. */
record StartTlsExtension() implements Extension {
  @Override
  public boolean isInForce(Dialogue dialogue) {
    return !dialogue.isSecure(); // RFC 3207 §4.2
  }

  @Override
  public String announcement() {
    return "STARTTLS";
  }
}
