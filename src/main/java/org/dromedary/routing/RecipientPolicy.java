package org.dromedary.routing;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.RecipientDecision.AcceptedForRelay;
import org.dromedary.routing.RecipientDecision.AcceptedLocal;
import org.dromedary.routing.RecipientDecision.RelayDenied;
import org.dromedary.routing.RecipientDecision.UnknownRecipient;

/**
 * Whether a recipient is accepted: known local users from everyone, other domains only from the
 * relay networks and from users (RFC 5321 §3.6.2, §7.9). A local domain whose mail is decided to be
 * remote is still ours: everyone may send there.
 *
 * <p>Safe for use by several threads.
 */
public final class RecipientPolicy {
  // RFC 3463 §3.2: X.1.1 bad destination mailbox address
  private static final SmtpReply NO_SUCH_USER = SmtpReply.of(550, "5.1.1", "no such user here");
  // RFC 3463 §3.8: X.7.1 delivery not authorized, message refused
  private static final SmtpReply DENIED = SmtpReply.of(550, "5.7.1", "relaying denied");

  private final List<IpNetwork> relayNetworks;
  private final Supplier<LocalRecipients> localRecipients;
  private final DestinationDecision decision;
  private final RecipientLookup lookup;
  private final UndeliveredPolicy undelivered;

  /**
   * @param localRecipients the current value, asked once per recipient
   * @param decision says which recipients are local
   * @param lookup says who these are
   * @param undelivered says what becomes of mail for those it does not know
   */
  public RecipientPolicy(
      List<IpNetwork> relayNetworks,
      Supplier<LocalRecipients> localRecipients,
      DestinationDecision decision,
      RecipientLookup lookup,
      UndeliveredPolicy undelivered) {
    this.lookup = lookup;
    this.undelivered = undelivered;
    this.relayNetworks = List.copyOf(relayNetworks);
    this.localRecipients = localRecipients;
    this.decision = decision;
  }

  /**
   * The decision for one RCPT.
   *
   * @param client the peer of the connection, or whom a trusted proxy names
   */
  public RecipientDecision decide(InetAddress client, Recipient recipient) {
    return decide(relayNetworks.stream().anyMatch(network -> network.contains(client)), recipient);
  }

  /** The decision for one RCPT of a user, who may send to anybody (RFC 6409 §4.3). */
  public RecipientDecision decideForUser(Recipient recipient) {
    return decide(true, recipient);
  }

  private RecipientDecision decide(boolean mayRelay, Recipient recipient) {
    LocalRecipients local = localRecipients.get();
    if (decision.of(recipient.address()) == Destination.LOCAL) {
      return switch (lookup.of(recipient.address())) {
        case LocalRecipient.MailboxFound mailbox -> new AcceptedLocal();
        case LocalRecipient.AliasFound alias -> new AcceptedLocal();
        case LocalRecipient.ListFound list -> new AcceptedLocal();
        case LocalRecipient.Unknown unknown -> unknown(recipient);
        case LocalRecipient.Undecided undecided ->
            new RecipientDecision.NotDecided(undecided.reply());
      };
    }
    return mayRelay || local.isLocal(recipient.address().domain())
        ? new AcceptedForRelay()
        : new RelayDenied(DENIED);
  }

  private RecipientDecision unknown(Recipient recipient) {
    return switch (undelivered.of(recipient.address())) {
      case Undelivered.Refuse refuse -> new UnknownRecipient(NO_SUCH_USER);
      case Undelivered.Later later -> new RecipientDecision.NotDecided(later.reply());
      case Undelivered accepted -> new AcceptedLocal();
    };
  }
}
