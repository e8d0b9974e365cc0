package org.dromedary.list;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.RetryState;

/**
 * Makes a mail for a list into mails for its members, in two steps that bound what one transaction
 * has: first into mails for many members each, then, some at a time, into a copy for each with a
 * reverse path of its own. Safe for use by several threads.
 */
final class Distribution {
  /** Members of one mail: so many addresses still fit into a message of the broker. */
  private static final int TOGETHER = 500;

  private static final int MOST_COPIES = 50;

  /** Large mails are copied for a few members at a time. */
  private static final int FEW_COPIES = 5;

  private static final long COPIED_OCTETS = 8L << 20;

  private final Domain hostname;
  private final Supplier<MailingLists> lists;
  private final ListTokens tokens;
  private final Verp verp;
  private final QueueIdGenerator queueIds;
  private final InstantSource clock;

  Distribution(
      Domain hostname,
      Supplier<MailingLists> lists,
      ListTokens tokens,
      QueueIdGenerator queueIds,
      InstantSource clock) {
    this.hostname = hostname;
    this.lists = lists;
    this.tokens = tokens;
    this.verp = new Verp(tokens);
    this.queueIds = queueIds;
    this.clock = clock;
  }

  Verp verp() {
    return verp;
  }

  /** Mails for many members each, with the header of the list. */
  List<ListStep> begin(
      MailingList list, QueuedMessage post, MailFields header, List<MailAddress> members) {
    MailContent shared =
        ListContent.of(ListHeader.ofSender(list, header), post.content(), header.octets());
    List<ListStep> mails = new ArrayList<>();
    for (int from = 0; from < members.size(); from += TOGETHER) {
      List<MailAddress> some = members.subList(from, Math.min(from + TOGETHER, members.size()));
      QueueId id = queueIds.next();
      Instant now = clock.instant();
      byte[] common = ListHeader.common(list, hostname, id, now).getBytes(US_ASCII);
      mails.add(
          new ListStep.Distribute(
              QueuedMessage.accepted(
                  id,
                  envelope(list, post.envelope(), some),
                  Arrival.local(now),
                  shared.prepend(common)),
              true));
    }
    return mails;
  }

  private static Envelope envelope(MailingList list, Envelope post, List<MailAddress> members) {
    // RFC 3461 §5.2.7: what the sender asked of DSN ends at the list
    MailOptions options =
        new MailOptions(
            post.body(),
            post.smtpUtf8(),
            post.options().requireTls(),
            Optional.empty(),
            Optional.empty());
    return new Envelope(
        ReversePath.of(ListRole.BOUNCES.of(list.address())),
        members.stream().map(member -> new Recipient(new ForwardPath(member))).toList(),
        options);
  }

  /** Copies for some of the members, and a mail for the rest. */
  List<ListStep> go(QueuedMessage mail) {
    List<Recipient> members = mail.envelope().recipients();
    Optional<MailingList> list =
        mail.envelope()
            .reversePath()
            .address()
            .flatMap(path -> lists.get().find(path))
            .map(ListAddress::list);
    if (list.isEmpty()) { // it is no more, but this was accepted for its members
      return List.of(new ListStep.Send(mail.withRetry(RetryState.NEW.routed()), false));
    }
    long fit = COPIED_OCTETS / Math.max(1, mail.content().size());
    int count = Math.min(members.size(), Math.clamp(fit, FEW_COPIES, MOST_COPIES));
    List<ListStep> steps = new ArrayList<>(count + 1);
    for (Recipient member : members.subList(0, count)) {
      steps.add(new ListStep.Send(copy(list.get(), mail, member), false));
    }
    if (count < members.size()) {
      List<Recipient> rest = members.subList(count, members.size());
      steps.add(new ListStep.Distribute(mail.withRecipients(rest), false));
    }
    return steps;
  }

  private QueuedMessage copy(MailingList list, QueuedMessage mail, Recipient recipient) {
    MailAddress member = recipient.address();
    MailOptions options = mail.envelope().options();
    Envelope envelope =
        new Envelope(
            verp.path(list, member),
            List.of(recipient),
            member.isInternationalized() ? options.withSmtpUtf8() : options);
    Instant until = mail.arrival().at().plus(ListService.UNSUBSCRIBE_BY_URL);
    MailContent content =
        ListHeader.ofMember(
                list, member, tokens.confirmation(list, member, ListAction.UNSUBSCRIBE, until))
            .map(fields -> mail.content().prepend(fields.getBytes(US_ASCII)))
            .orElse(mail.content());
    // routed(): copies for rules and the archive were made of the mail to the list
    return new QueuedMessage(
        mail.queueId(), envelope, mail.arrival(), RetryState.NEW.routed(), content);
  }
}
