package org.dromedary.list;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves mail for lists: distributes it, asks for confirmations and does what is confirmed, counts
 * what comes back. Safe for use by several threads.
 */
public final class ListService {
  private static final Logger LOG = LoggerFactory.getLogger(ListService.class);

  static final Duration UNSUBSCRIBE_BY_URL = Duration.ofDays(90);

  private static final String RELAY = "list";
  private static final SmtpReply GONE = SmtpReply.of(450, "4.4.0", "the list is no more");
  private static final SmtpReply NOT_NOW =
      SmtpReply.of(451, "4.3.0", "the list cannot be served now, try again later");

  private final Supplier<MailingLists> lists;
  private final Memberships memberships;
  private final PostingRules posting;
  private final Distribution distribution;
  private final ListRequests requests;

  /**
   * @param lists the current value
   * @param hostname our name
   * @param tokens what only we can make
   */
  public ListService(
      Supplier<MailingLists> lists,
      Memberships memberships,
      Domain hostname,
      ListTokens tokens,
      QueueIdGenerator queueIds,
      InstantSource clock) {
    this.lists = lists;
    this.memberships = memberships;
    this.posting = new PostingRules(memberships);
    this.distribution = new Distribution(hostname, lists, tokens, queueIds, clock);
    this.requests = new ListRequests(memberships, hostname, tokens, queueIds, clock);
  }

  /** Why a sender may not write to an address, if it is one of a list and he may not. */
  public Optional<SmtpReply> refusalOfRecipient(ReversePath sender, MailAddress recipient) {
    return lists.get().find(recipient).flatMap(found -> refusal(sender, found));
  }

  private Optional<SmtpReply> refusal(ReversePath sender, ListAddress address) {
    try {
      return switch (address.role()) {
        case POST -> posting.ofSender(address.list(), sender);
        case SUBSCRIBE, UNSUBSCRIBE, HELP, CONFIRM -> requests.refusal(address, sender);
        case BOUNCES, OWNER -> Optional.empty();
      };
    } catch (IOException | UncheckedIOException e) {
      LOG.error("{}: who is a member is not known: {}", address.list(), e.getMessage());
      return Optional.of(NOT_NOW);
    }
  }

  /**
   * Why one of the lists that a mail is for does not distribute it, if one does not.
   *
   * @throws IOException when the mail cannot be read
   */
  public Optional<SmtpReply> refusalOfMail(List<MailAddress> recipients, MailContent content)
      throws IOException {
    List<MailingList> posted =
        recipients.stream().flatMap(recipient -> lists.get().list(recipient).stream()).toList();
    if (posted.isEmpty()) {
      return Optional.empty();
    }
    Optional<MailFields> header = MailFields.read(content);
    return posted.stream()
        .flatMap(list -> PostingRules.ofMail(list, content, header).stream())
        .findFirst();
  }

  /** What follows from a mail whose recipients are all addresses of lists. */
  public List<ListStep> serve(QueuedMessage mail) {
    List<ListStep> steps = new ArrayList<>();
    List<DeliveryOutcome> outcomes = new ArrayList<>();
    for (Recipient recipient : mail.envelope().recipients()) {
      Optional<ListAddress> address = lists.get().find(recipient.address());
      if (address.isEmpty()) {
        outcomes.add(new DeliveryOutcome.Rerouted(recipient, RELAY, GONE));
      } else {
        outcomes.add(serve(mail, recipient, address.get(), steps));
      }
    }
    steps.add(new ListStep.Report(new DeliveryReport(mail, Stage.LOCAL, outcomes)));
    return steps;
  }

  private DeliveryOutcome serve(
      QueuedMessage mail, Recipient recipient, ListAddress address, List<ListStep> steps) {
    try {
      Optional<MailFields> header = MailFields.read(mail.content());
      return switch (address.role()) {
        case POST -> post(mail, recipient, address.list(), header, steps);
        case BOUNCES -> done(recipient, returned(mail, address, header));
        case SUBSCRIBE, UNSUBSCRIBE, HELP, CONFIRM, OWNER ->
            done(
                recipient,
                isOfList(mail.envelope().reversePath())
                    ? "mail of a list, it is not answered"
                    : requests.serve(mail, address, header, steps));
      };
    } catch (IOException | UncheckedIOException e) {
      LOG.error("{}: {} cannot be served now: {}", address.list(), mail.queueId(), e.getMessage());
      return new DeliveryOutcome.Deferred(recipient, RELAY, NOT_NOW);
    }
  }

  private boolean isOfList(ReversePath sender) {
    return sender.address().flatMap(lists.get()::find).isPresent();
  }

  private static DeliveryOutcome done(Recipient recipient, String what) {
    return new DeliveryOutcome.Delivered(recipient, RELAY, SmtpReply.of(250, "2.0.0", what));
  }

  private DeliveryOutcome post(
      QueuedMessage mail,
      Recipient recipient,
      MailingList list,
      Optional<MailFields> header,
      List<ListStep> steps)
      throws IOException {
    Optional<SmtpReply> refusal =
        posting
            .ofSender(list, mail.envelope().reversePath())
            .or(() -> PostingRules.ofMail(list, mail.content(), header));
    if (refusal.isPresent()) {
      return new DeliveryOutcome.Failed(recipient, RELAY, refusal.get());
    }
    List<MailAddress> members = memberships.active(list);
    List<ListStep> mails = distribution.begin(list, mail, header.orElseThrow(), members);
    steps.addAll(mails);
    return done(recipient, "distributed to " + members.size() + " members" + names(mails));
  }

  private static String names(List<ListStep> mails) {
    StringBuilder names = new StringBuilder();
    for (ListStep each : mails) {
      if (each instanceof ListStep.Distribute distribute) {
        names.append(names.isEmpty() ? " as " : " ").append(distribute.mail().queueId());
      }
    }
    return names.toString();
  }

  private String returned(QueuedMessage mail, ListAddress address, Optional<MailFields> header)
      throws IOException {
    Optional<MailAddress> member =
        distribution
            .verp()
            .member(address.list(), memberships.active(address.list()), address.token());
    if (member.isEmpty()) {
      return "a returned mail of nobody who is a member";
    }
    if (header.isEmpty() || !ReturnedCopy.counts(mail.content(), header.get())) {
      return "an answer to a member's mail, it does not count";
    }
    memberships.bounced(address.list(), member.get());
    return "a returned mail of a member";
  }

  /** Copies for some members of a mail that is distributed, and the mail for the rest. */
  public List<ListStep> distribute(QueuedMessage mail) {
    return distribution.go(mail);
  }
}
