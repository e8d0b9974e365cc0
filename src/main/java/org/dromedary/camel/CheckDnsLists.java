package org.dromedary.camel;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.dromedary.dns.DnsListing;
import org.dromedary.dns.DnsLists;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.IpNetwork;
import org.dromedary.routing.Postmasters;
import org.dromedary.smtp.server.RecipientDecision;
import org.dromedary.smtp.server.RecipientRequest;
import org.dromedary.smtp.server.RefusalReason;
import org.dromedary.smtp.server.SmtpClient;

/**
 * Refuses strangers that are on a DNS list: not our users, not the relay networks, and nobody who
 * writes to the postmaster about it (RFC 5321 §4.5.1). Waits for the answer of the lists.
 */
public final class CheckDnsLists {
  private final DnsLists lists;
  private final List<IpNetwork> relayNetworks;
  private final Postmasters postmasters;

  public CheckDnsLists(DnsLists lists, List<IpNetwork> relayNetworks, Postmasters postmasters) {
    this.lists = lists;
    this.relayNetworks = List.copyOf(relayNetworks);
    this.postmasters = postmasters;
  }

  /** The refusal, if the client is listed. */
  public Optional<RecipientDecision> check(RecipientRequest request) {
    InetAddress client = request.client().address().getAddress();
    if (isKnown(request.client()) || postmasters.includes(request.recipient().address())) {
      return Optional.empty();
    }
    return lists
        .lookup(client)
        .join()
        .map(
            listing ->
                new RecipientDecision.Refused(reply(client, listing), RefusalReason.DNS_LIST));
  }

  private boolean isKnown(SmtpClient client) {
    return client.user().isPresent()
        || relayNetworks.stream().anyMatch(n -> n.contains(client.address().getAddress()));
  }

  /** At most 512 octets (RFC 5321 §4.5.3.1.5), since zone and reason are bounded. */
  private static SmtpReply reply(InetAddress client, DnsListing listing) {
    String reason = listing.reason().isEmpty() ? "" : ": " + listing.reason();
    // RFC 3463 §3.8: X.7.1 delivery not authorized, message refused
    return SmtpReply.of(
        550,
        "5.7.1",
        "client [" + client.getHostAddress() + "] is listed by " + listing.list().zone() + reason);
  }
}
