package org.dromedary.smtp.client;

import java.time.Duration;
import org.dromedary.mail.Domain;

/**
 * How we talk to remote servers.
 *
 * @param hostname our name in EHLO
 */
public record SmtpClientSettings(Domain hostname, Timeouts timeouts) {

  /** How long we wait for a peer; the defaults are RFC 5321 §4.5.3.2's, connect is Postfix's. */
  public record Timeouts(
      Duration connect,
      Duration greeting,
      Duration command,
      Duration dataInitiation,
      Duration dataBlock,
      Duration dataTermination) {
    public static final Timeouts DEFAULTS =
        new Timeouts(
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10));
  }
}
