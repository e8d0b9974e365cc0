package org.dromedary.smtp.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dromedary.mail.Domain;

/**
 * How we talk to remote servers.
 *
 * @param hostname our name in EHLO
 * @param trustedRoots PEM files of authorities whose word on a server is believed; without any,
 *     those of Java
 */
public record SmtpClientSettings(Domain hostname, Timeouts timeouts, List<Path> trustedRoots) {
  public SmtpClientSettings {
    trustedRoots = List.copyOf(trustedRoots);
  }

  /**
   * How long we wait for a peer; the defaults are RFC 5321 §4.5.3.2's, connect is Postfix's.
   *
   * @param connect until the connection stands
   * @param greeting until the greeting is complete
   * @param command until the reply to EHLO, STARTTLS, AUTH, MAIL, RCPT or RSET is complete, or the
   *     TLS handshake is done
   * @param dataInitiation until the reply to DATA is complete
   * @param dataBlock until a block of the content is written
   * @param dataTermination until the reply to the final dot is complete
   */
  public record Timeouts(
      Duration connect,
      Duration greeting,
      Duration command,
      Duration dataInitiation,
      Duration dataBlock,
      Duration dataTermination) {
    private static final Duration LONGEST = Duration.ofDays(1);

    public static final Timeouts DEFAULTS =
        new Timeouts(
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10));

    public Timeouts {
      for (Duration timeout :
          List.of(connect, greeting, command, dataInitiation, dataBlock, dataTermination)) {
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
          throw new IllegalArgumentException("a timeout is 1 ms to 1 day");
        }
      }
    }

    /** How long the reply at a stage may take, or at CONTENT the writing of a block. */
    Duration of(SmtpStage stage) {
      return switch (stage) {
        case CONNECT -> connect;
        case GREETING -> greeting;
        case EHLO, STARTTLS, TLS, AUTH, RSET, MAIL, RCPT ->
            command; // RFC 5321 §4.5.3.2.2, §4.5.3.2.3
        case DATA -> dataInitiation; // RFC 5321 §4.5.3.2.4
        case CONTENT -> dataBlock; // RFC 5321 §4.5.3.2.5
        case MESSAGE -> dataTermination; // RFC 5321 §4.5.3.2.6
      };
    }
  }
}
