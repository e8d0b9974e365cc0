package org.dromedary.smtp.server;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.IpNetwork;

/**
 * How an SMTP listener behaves.
 *
 * @param hostname our name in the banner, EHLO and Received
 * @param host address to bind
 * @param port port to bind; 0 takes any free one
 * @param postmaster what {@code <postmaster>} without a domain means (RFC 5321 §4.5.1)
 * @param proxyNetworks who connects from there is a proxy and says by the PROXY protocol for whom
 * @param temporaryDirectory where the content of a large mail waits until it is durable
 */
public record SmtpServerSettings(
    Domain hostname,
    String host,
    int port,
    MailAddress postmaster,
    List<IpNetwork> proxyNetworks,
    ClientLimits clientLimits,
    Path temporaryDirectory,
    Limits limits) {

  public SmtpServerSettings {
    proxyNetworks = List.copyOf(proxyNetworks);
  }

  boolean isProxy(InetAddress peer) {
    return proxyNetworks.stream().anyMatch(network -> network.contains(peer));
  }

  /**
   * Limits of a session; each refusal names the one that was hit.
   *
   * @param messageOctets largest mail, announced by SIZE (RFC 1870)
   * @param inMemoryOctets a mail up to this size is kept on the heap while it is received
   * @param recipients recipients of one transaction; at least 100 (RFC 5321 §4.5.3.1.8)
   * @param connections open connections of all listeners; more are answered with 421
   * @param commandErrors commands refused with 50z before the session is ended
   * @param commandTimeout longest wait for a command (RFC 5321 §4.5.3.2.7)
   * @param dataTimeout longest wait for the next octets of a mail
   */
  public record Limits(
      long messageOctets,
      int inMemoryOctets,
      int recipients,
      int connections,
      int commandErrors,
      Duration commandTimeout,
      Duration dataTimeout) {
    public static final Limits DEFAULTS =
        new Limits(
            50L << 20, 1 << 20, 1000, 20_000, 20, Duration.ofMinutes(5), Duration.ofMinutes(3));
  }
}
