package org.dromedary.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Notify;
import org.dromedary.mail.Recipient;
import org.dromedary.routing.LocalRecipient.AliasFound;
import org.dromedary.routing.LocalRecipient.ListFound;
import org.dromedary.routing.LocalRecipient.MailboxFound;
import org.dromedary.routing.LocalRecipient.Undecided;
import org.dromedary.routing.LocalRecipient.Unknown;
import org.dromedary.routing.RoutingDecision.Archived;
import org.dromedary.routing.RoutingDecision.Held;
import org.dromedary.routing.RoutingDecision.Local;
import org.dromedary.routing.RoutingDecision.LocalLater;
import org.dromedary.routing.RoutingDecision.Loop;
import org.dromedary.routing.RoutingDecision.NoSuchMailbox;
import org.dromedary.routing.RoutingDecision.Remote;
import org.dromedary.routing.RoutingDecision.SentToOthers;
import org.dromedary.routing.RoutingDecision.ToList;
import org.jspecify.annotations.Nullable;

/**
 * Where each recipient of a mail goes once aliases are replaced by their targets (RFC 5321 §3.9.1:
 * the envelope changes, the reverse path and the content do not) and the routing table has diverted
 * what it diverts.
 *
 * <p>Safe for use by several threads; one call sees one value of the routing table.
 */
public final class Destinations {
  private final DestinationDecision decision;
  private final RecipientLookup lookup;
  private final UnknownUsers unknownUsers;
  private final Supplier<LocalRecipients> localRecipients;
  private final Supplier<RoutingTable> routingTable;
  private final Optional<Archive> archive;

  /**
   * @param decision says which recipients are local
   * @param lookup says who these are
   * @param unknownUsers what is done for those it does not know
   * @param localRecipients the current value, asked once per call: which addresses are the same
   * @param routingTable the current value, asked once per call
   * @param archive keeps a copy of each mail, if there is one
   */
  public Destinations(
      DestinationDecision decision,
      RecipientLookup lookup,
      UnknownUsers unknownUsers,
      Supplier<LocalRecipients> localRecipients,
      Supplier<RoutingTable> routingTable,
      Optional<Archive> archive) {
    this.decision = decision;
    this.lookup = lookup;
    this.unknownUsers = unknownUsers;
    this.localRecipients = localRecipients;
    this.routingTable = routingTable;
    this.archive = archive;
  }

  /**
   * One decision per address that is reached, in the order of the recipients and then of those that
   * aliases and rules put in their place; no address twice. Ends on any table, since each address
   * is expanded once.
   *
   * @param mail what the routing table looks at
   * @param copies whether copies are made: not for a mail that was routed before
   */
  public List<RoutingDecision> route(
      RoutingFacts mail, List<Recipient> recipients, boolean copies) {
    Search search = new Search(mail, copies);
    recipients.forEach(recipient -> search.add(recipient, null));
    return search.decisions();
  }

  /** The recipient, and whom an alias or a rule replaced by it. */
  private record Reached(Recipient recipient, Object identity, @Nullable Reached by) {
    boolean isLoop() {
      for (Reached each = by; each != null; each = each.by) {
        if (each.identity.equals(identity)) {
          return true;
        }
      }
      return false;
    }
  }

  /** For one mail. */
  private final class Search {
    private final RoutingFacts mail;
    private final LocalRecipients local = localRecipients.get();
    private final RoutingTable table = routingTable.get();
    private final boolean copies;
    private final List<RoutingDecision> decisions = new ArrayList<>();
    private final Set<Object> seen = new HashSet<>();
    private final Queue<Reached> waiting = new ArrayDeque<>();

    /** After all others: who is a recipient as well is one. */
    private final Queue<Reached> copiesWaiting = new ArrayDeque<>();

    Search(RoutingFacts mail, boolean copies) {
      this.mail = mail;
      this.copies = copies;
    }

    void add(Recipient recipient, @Nullable Reached by) {
      waiting.add(reached(recipient, by));
    }

    private Reached reached(Recipient recipient, @Nullable Reached by) {
      return new Reached(recipient, local.identity(recipient.address()), by);
    }

    List<RoutingDecision> decisions() {
      for (Reached next = next(); next != null; next = next()) {
        if (seen.add(next.identity())) {
          decide(next);
        } else if (next.isLoop()) {
          decisions.add(new Loop(next.recipient()));
        }
      }
      archive.filter(kept -> copies).ifPresent(this::archive);
      return List.copyOf(decisions);
    }

    /** Once, however many recipients there are; who is the archive gets no other mail by it. */
    private void archive(Archive kept) {
      Object identity = local.identity(kept.mailbox());
      List<RoutingDecision> others =
          decisions.stream()
              .filter(d -> !local.identity(d.recipient().address()).equals(identity))
              .toList();
      if (others.stream().anyMatch(decision -> isKept(decision, kept))) {
        decisions.retainAll(others);
        decisions.add(new Archived(silent(kept.mailbox()), kept.in(local)));
      }
    }

    /** What is held back by a rule goes out later, when no copy is made any more. */
    private static boolean isKept(RoutingDecision decision, Archive kept) {
      return switch (decision) {
        case Remote remote -> true;
        case Held held -> true;
        case ToList list -> true; // its members get it without another copy
        case Local mailbox -> kept.incoming();
        case LocalLater later -> kept.incoming();
        case NoSuchMailbox none -> false;
        case Loop loop -> false;
        case SentToOthers others -> false;
        case Archived archived -> false;
      };
    }

    private @Nullable Reached next() {
      return waiting.isEmpty() ? copiesWaiting.poll() : waiting.poll();
    }

    private void decide(Reached next) {
      if (decision.of(next.recipient().address()) == Destination.LOCAL) {
        keep(next);
      } else if (table.diverts()) {
        ask(next);
      } else {
        sendOn(next);
      }
    }

    private void keep(Reached next) {
      switch (lookup.of(next.recipient().address())) {
        case AliasFound alias -> replace(next, alias.targets());
        case MailboxFound found -> {
          decisions.add(new Local(next.recipient(), found.mailbox()));
          found
              .forward()
              .forEach(to -> add(next.recipient().withForwardPath(new ForwardPath(to)), null));
        }
        case ListFound found -> decisions.add(new ToList(next.recipient(), found.list()));
        case Undecided undecided ->
            decisions.add(new LocalLater(next.recipient(), undecided.reply()));
        case Unknown unknown -> unknown(next);
      }
    }

    private void unknown(Reached next) {
      MailAddress address = next.recipient().address();
      switch (unknownUsers.policy().of(address)) {
        case Undelivered.Refuse refuse -> decisions.add(new NoSuchMailbox(next.recipient()));
        case Undelivered.Report report -> decisions.add(new NoSuchMailbox(next.recipient()));
        case Undelivered.Forward forward -> replace(next, forward.to());
        case Undelivered.ReAddress other ->
            replace(next, List.of(new MailAddress(address.localPart(), other.domain())));
        case Undelivered.Create create ->
            decisions.add(
                unknownUsers
                    .maker()
                    .make(address, create.template())
                    .<RoutingDecision>map(mailbox -> new Local(next.recipient(), mailbox))
                    .orElseGet(() -> new NoSuchMailbox(next.recipient())));
        case Undelivered.Outbox outbox -> sendOn(next);
        case Undelivered.Later later ->
            decisions.add(new LocalLater(next.recipient(), later.reply()));
      }
    }

    private void replace(Reached next, List<MailAddress> targets) {
      Recipient replaced = next.recipient();
      targets.forEach(t -> add(replaced.withForwardPath(new ForwardPath(t)), next));
    }

    private void ask(Reached next) {
      RoutingTable.Verdict verdict = table.verdict(mail, next.recipient().address());
      if (copies) {
        verdict.copies().forEach(copy -> copy(next, copy.rule(), copy.addresses()));
      }
      switch (verdict.way()) {
        case RemoteWay.Kept kept -> keep(next);
        case RemoteWay.Hold hold -> decisions.add(new Held(next.recipient()));
        case RemoteWay.Redirect redirect -> {
          String rule = verdict.rule().orElseThrow();
          decisions.add(new SentToOthers(next.recipient(), rule, redirect.addresses(), false));
          replace(next, redirect.addresses());
        }
        case RemoteWay way -> sendOn(next);
      }
    }

    private void copy(Reached next, String rule, List<MailAddress> addresses) {
      decisions.add(new SentToOthers(next.recipient(), rule, addresses, true));
      addresses.forEach(this::addCopy);
    }

    /** The sender knows nothing of it, so it is told nothing. */
    private void addCopy(MailAddress address) {
      copiesWaiting.add(reached(silent(address), null));
    }

    private static Recipient silent(MailAddress address) {
      return new Recipient(new ForwardPath(address), Optional.of(Notify.never()), Optional.empty());
    }

    private void sendOn(Reached next) {
      decisions.add(new Remote(next.recipient()));
    }
  }
}
