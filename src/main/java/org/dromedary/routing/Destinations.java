package org.dromedary.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Recipient;
import org.dromedary.routing.LocalRecipient.AliasFound;
import org.dromedary.routing.LocalRecipient.MailboxFound;
import org.dromedary.routing.LocalRecipient.Unknown;
import org.dromedary.routing.RoutingDecision.Local;
import org.dromedary.routing.RoutingDecision.NoSuchMailbox;
import org.dromedary.routing.RoutingDecision.Remote;

/**
 * Where each recipient of a mail goes once aliases are replaced by their targets (RFC 5321 §3.9.1:
 * the envelope changes, the reverse path and the content do not).
 *
 * <p>Safe for use by several threads; one call sees one value of the local recipients.
 */
public final class Destinations {
  private final Supplier<LocalRecipients> localRecipients;
  private final DestinationDecision decision;

  /**
   * @param localRecipients the current value, asked once per call
   * @param decision says which recipients are local
   */
  public Destinations(Supplier<LocalRecipients> localRecipients, DestinationDecision decision) {
    this.localRecipients = localRecipients;
    this.decision = decision;
  }

  /**
   * One decision per address that is reached, in the order of the recipients and then of the alias
   * targets; no address twice. Ends on any table, since each address is expanded once.
   */
  public List<RoutingDecision> route(List<Recipient> recipients) {
    LocalRecipients local = localRecipients.get();
    List<RoutingDecision> decisions = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    Queue<Recipient> waiting = new ArrayDeque<>(recipients);
    for (Recipient next = waiting.poll(); next != null; next = waiting.poll()) {
      if (!seen.add(identity(local, next.address()))) {
        continue;
      }
      if (decision.of(next.address()) == Destination.REMOTE) {
        decisions.add(new Remote(next));
        continue;
      }
      switch (local.lookupAsLocal(next.address())) {
        case AliasFound alias -> expand(next, alias.targets(), waiting);
        case MailboxFound found -> decisions.add(new Local(next, found.mailbox()));
        case Unknown unknown -> decisions.add(new NoSuchMailbox(next));
      }
    }
    return List.copyOf(decisions);
  }

  private static void expand(Recipient alias, List<MailAddress> targets, Queue<Recipient> waiting) {
    targets.forEach(target -> waiting.add(alias.withForwardPath(new ForwardPath(target))));
  }

  /** Where one recipient goes; more than one decision when it is an alias. */
  public List<RoutingDecision> route(Recipient recipient) {
    return route(List.of(recipient));
  }

  /** RFC 5321 §2.4: local parts of other hosts differ by case, ours do not. */
  private static Object identity(LocalRecipients local, MailAddress address) {
    return local.isLocal(address.domain()) ? LocalName.of(address) : address;
  }
}
