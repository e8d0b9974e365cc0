package org.dromedary.smtp.server;

/**
 * RFC 9422: how much a client may do on one connection.
 *
 * @param recipients of one transaction
 * @param transactions of one connection
 */
record LimitsExtension(int recipients, int transactions) implements Extension {
  @Override
  public String announcement() {
    return "LIMITS MAILMAX=" + transactions + " RCPTMAX=" + recipients; // RFC 9422 §3.4, §4
  }
}
