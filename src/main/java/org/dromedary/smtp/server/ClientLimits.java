package org.dromedary.smtp.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.dromedary.routing.IpNetwork;

/**
 * Limits of one client, see {@link ClientNetwork}; 0 switches one off.
 *
 * @param connections open connections at a time
 * @param minimumDataRate octets per second of a mail that a client must manage on average
 * @param exemptNetworks have no such limits
 */
public record ClientLimits(
    int connections,
    Rates rates,
    Offences offences,
    int minimumDataRate,
    List<IpNetwork> exemptNetworks) {

  /** What a listener has that is not told otherwise; connections as Postfix has them. */
  public static final ClientLimits DEFAULTS =
      new ClientLimits(
          50,
          new Rates(1000, 10_000, 50_000),
          new Offences(5, 20, 20, Duration.ofHours(1)),
          500,
          List.of());

  public ClientLimits {
    exemptNetworks = List.copyOf(exemptNetworks);
  }

  boolean isExempt(InetAddress client) {
    return exemptNetworks.stream().anyMatch(network -> network.contains(client));
  }

  /** How many per minute; as many may come at once. */
  public record Rates(int connections, int mails, int recipients) {}

  /**
   * What a client may do wrong. One unknown recipient and one failed authentication is forgotten
   * every three minutes, and one for four that were right.
   *
   * @param unknownRecipientsSlowAfter with more than these, replies to unknown recipients are
   *     delayed
   * @param unknownRecipients with these the session ends and the client is banned
   * @param authenticationFailures with these the session ends and the client is banned
   * @param banTime how long a client is refused then
   */
  public record Offences(
      int unknownRecipientsSlowAfter,
      int unknownRecipients,
      int authenticationFailures,
      Duration banTime) {}
}
