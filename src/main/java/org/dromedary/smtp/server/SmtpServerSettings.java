package org.dromedary.smtp.server;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.IpNetwork;

/**
 * How the SMTP listeners behave, whatever their kind.
 *
 * @param hostname our name in the banner, EHLO and Received
 * @param postmaster what {@code <postmaster>} without a domain means (RFC 5321 §4.5.1)
 * @param proxyNetworks who connects from there is a proxy and says by the PROXY protocol for whom
 * @param temporaryDirectory where the content of a large mail waits until it is durable
 */
public record SmtpServerSettings(
    Domain hostname,
    MailAddress postmaster,
    List<IpNetwork> proxyNetworks,
    ClientLimits clientLimits,
    Policy policy,
    Path temporaryDirectory,
    Limits limits) {

  public SmtpServerSettings {
    proxyNetworks = List.copyOf(proxyNetworks);
  }

  /** How long this client waits for the banner. */
  Duration greetingDelay(InetAddress client) {
    return clientLimits.isExempt(client) ? Duration.ZERO : policy.greetingDelay();
  }

  boolean isProxy(InetAddress peer) {
    return proxyNetworks.stream().anyMatch(network -> network.contains(peer));
  }

  /**
   * What clients and users may do.
   *
   * @param greetingDelay how long a client waits for the banner; who speaks before it is sent away
   * @param handshakeTimeout how long a TLS handshake may take
   * @param authenticationOnRelay whether AUTH is offered on a relay listener too
   * @param restrictsSendersOnRelay whether users of a relay listener send from their own addresses
   *     only
   * @param restrictsSendersOnSubmission the same of the submission listeners
   * @param receivedShowsUser whether Received names the user
   */
  public record Policy(
      Duration greetingDelay,
      Duration handshakeTimeout,
      boolean authenticationOnRelay,
      boolean restrictsSendersOnRelay,
      boolean restrictsSendersOnSubmission,
      boolean receivedShowsUser) {
    public static final Policy DEFAULTS =
        new Policy(Duration.ZERO, Duration.ofSeconds(30), true, false, true, false);

    boolean restrictsSenders(ListenerKind listener) {
      return switch (listener) {
        case RELAY -> restrictsSendersOnRelay;
        case SUBMISSION, SUBMISSIONS -> restrictsSendersOnSubmission;
      };
    }
  }

  /**
   * Limits of a session; each refusal names the one that was hit.
   *
   * @param messageOctets largest mail, announced by SIZE (RFC 1870)
   * @param inMemoryOctets a mail up to this size is kept on the heap while it is received
   * @param recipients recipients of one transaction; at least 100 (RFC 5321 §4.5.3.1.8)
   * @param transactions mails of one connection; announced by LIMITS (RFC 9422)
   * @param connections open connections of all listeners; more are answered with 421
   * @param commandErrors commands refused with 50z before the session is ended
   * @param commandTimeout longest wait for a command (RFC 5321 §4.5.3.2.7)
   * @param dataTimeout longest wait for the next octets of a mail
   */
  public record Limits(
      long messageOctets,
      int inMemoryOctets,
      int recipients,
      int transactions,
      int connections,
      int commandErrors,
      Duration commandTimeout,
      Duration dataTimeout) {
    public static final Limits DEFAULTS =
        new Limits(
            50L << 20,
            1 << 20,
            1000,
            10_000,
            20_000,
            20,
            Duration.ofMinutes(5),
            Duration.ofMinutes(3));
  }
}
