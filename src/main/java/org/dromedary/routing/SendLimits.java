package org.dromedary.routing;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How much goes to one next hop at once, and from where.
 *
 * @param maximumConnections at the same time
 * @param maximumRecipients in one transaction; a mail to more is sent in several
 * @param maximumMails over one connection
 * @param connectionDelay the least time between the beginnings of two connections
 * @param sourceAddresses our side of the connections, at most one of each family; any of ours when
 *     there is none of the server's family
 */
public record SendLimits(
    int maximumConnections,
    int maximumRecipients,
    int maximumMails,
    Duration connectionDelay,
    List<InetAddress> sourceAddresses) {

  /** RFC 5321 §4.5.3.1.8: a server takes at least 100 recipients. */
  public static final SendLimits DEFAULTS = new SendLimits(20, 100, 1000, Duration.ZERO, List.of());

  public SendLimits {
    sourceAddresses = List.copyOf(sourceAddresses);
    if (sourceAddresses.stream().map(Object::getClass).distinct().count()
        != sourceAddresses.size()) {
      throw new IllegalArgumentException("more than one source address of a family");
    }
  }

  /** Our side of a connection to a server. */
  public Optional<InetAddress> sourceFor(InetAddress server) {
    return sourceAddresses.stream()
        .filter(address -> address.getClass().equals(server.getClass()))
        .findFirst();
  }

  /** For people, only what differs from the usual; empty when nothing does. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    add(
        text,
        maximumConnections != DEFAULTS.maximumConnections,
        maximumConnections + " connections");
    add(
        text,
        maximumRecipients != DEFAULTS.maximumRecipients,
        maximumRecipients + " recipients at once");
    add(text, maximumMails != DEFAULTS.maximumMails, maximumMails + " mails in a connection");
    add(text, !connectionDelay.isZero(), "one connection in " + connectionDelay.toSeconds() + " s");
    sourceAddresses.forEach(address -> add(text, true, "from " + address.getHostAddress()));
    return text.toString();
  }

  private static void add(StringBuilder text, boolean wanted, String part) {
    if (wanted) {
      text.append(text.isEmpty() ? "" : ", ").append(part);
    }
  }
}
