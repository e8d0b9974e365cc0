package org.dromedary.list;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.Domain;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.NoticeLimit;
import org.dromedary.queue.QueuedMessage;

/**
 * Subscribing and leaving by mail. Whoever asks is the reverse path; it is asked back, in the same
 * words whether it is a member or not, and the reply does it. Safe for use by several threads.
 */
final class ListRequests {
  /** How long a confirmation is taken. */
  static final Duration CONFIRMATION = Duration.ofDays(3);

  /** Whom others have written in the name of gets no more answers than this in an hour. */
  static final int ANSWERS_PER_ADDRESS = 4;

  // RFC 3463 §3.8: X.7.1, not authorized
  private static final SmtpReply AUTOMATIC =
      SmtpReply.of(550, "5.7.1", "automatic mail is not answered");
  private static final SmtpReply NOT_CONFIRMED =
      SmtpReply.of(
          550, "5.7.1", "not the address that was asked for confirmation, or too late: ask again");

  private final Memberships memberships;
  private final ListAnswers answers;
  private final ListTokens tokens;
  private final QueueIdGenerator queueIds;
  private final InstantSource clock;
  private final NoticeLimit<String> perAddress;
  private final NoticeLimit<Domain> perDomain;

  ListRequests(
      Memberships memberships,
      Domain hostname,
      ListTokens tokens,
      QueueIdGenerator queueIds,
      InstantSource clock) {
    this.memberships = memberships;
    this.answers = new ListAnswers(hostname);
    this.tokens = tokens;
    this.queueIds = queueIds;
    this.clock = clock;
    this.perAddress = new NoticeLimit<>(ANSWERS_PER_ADDRESS, clock);
    this.perDomain = new NoticeLimit<>(NoticeLimit.DEFAULT_PER_HOUR, clock);
  }

  /** Why a request of this sender is not taken, if it is not. */
  Optional<SmtpReply> refusal(ListAddress address, ReversePath sender) {
    if (sender.isNull()) {
      return Optional.of(AUTOMATIC);
    }
    return address.role() == ListRole.CONFIRM && confirmed(address, sender).isEmpty()
        ? Optional.of(NOT_CONFIRMED)
        : Optional.empty();
  }

  private Optional<ListAction> confirmed(ListAddress address, ReversePath sender) {
    return sender
        .address()
        .flatMap(
            asked -> tokens.confirmed(address.list(), asked, address.token(), clock.instant()));
  }

  /**
   * Does what is asked.
   *
   * @param steps gets what follows
   * @return what was done
   */
  String serve(
      QueuedMessage mail, ListAddress address, Optional<MailFields> header, List<ListStep> steps)
      throws IOException {
    MailingList list = address.list();
    if (address.role() == ListRole.OWNER) { // else an alias, unless the list has changed just now
      Recipient owner = new Recipient(new ForwardPath(list.appearance().owner()));
      steps.add(new ListStep.Send(mail.withRecipients(List.of(owner)), false));
      return "sent on to the owner";
    }
    Optional<MailAddress> sender = mail.envelope().reversePath().address();
    // RFC 3834 §2: nothing that was sent by a program is answered, nor does it confirm anything
    if (sender.isEmpty() || header.isEmpty() || header.get().isAutomatic()) {
      return "automatic mail, it is not answered";
    }
    return switch (address.role()) {
      case SUBSCRIBE -> ask(list, sender.get(), ListAction.SUBSCRIBE, steps);
      case UNSUBSCRIBE -> ask(list, sender.get(), ListAction.UNSUBSCRIBE, steps);
      case HELP -> answer(list, sender.get(), Answer.HELP, Optional.empty(), steps);
      case CONFIRM -> {
        Optional<ListAction> action = confirmed(address, mail.envelope().reversePath());
        yield action.isPresent()
            ? confirm(list, sender.get(), action.get(), steps)
            : "not confirmed";
      }
      case POST, BOUNCES, OWNER -> throw new IllegalArgumentException("no request: " + address);
    };
  }

  private String ask(
      MailingList list, MailAddress sender, ListAction action, List<ListStep> steps) {
    boolean possible =
        action == ListAction.SUBSCRIBE
            ? list.isOpen()
            : list.members() instanceof MemberSource.Listed;
    if (!possible) {
      return answer(list, sender, Answer.CLOSED, Optional.empty(), steps);
    }
    Instant until = clock.instant().plus(CONFIRMATION);
    MailAddress confirm =
        ListRole.CONFIRM.of(list.address(), tokens.confirmation(list, sender, action, until));
    Answer question =
        action == ListAction.SUBSCRIBE ? Answer.CONFIRM_SUBSCRIBE : Answer.CONFIRM_UNSUBSCRIBE;
    return answer(list, sender, question, Optional.of(confirm), steps);
  }

  private String confirm(
      MailingList list, MailAddress sender, ListAction action, List<ListStep> steps)
      throws IOException {
    return switch (action) {
      case SUBSCRIBE -> {
        if (!list.isOpen()) { // closed since it was asked
          yield answer(list, sender, Answer.CLOSED, Optional.empty(), steps);
        }
        boolean unused = memberships.subscribe(list, sender, ChangedBy.MAIL);
        yield answer(list, sender, Answer.SUBSCRIBED, Optional.empty(), steps);
      }
      case UNSUBSCRIBE -> {
        if (!(list.members() instanceof MemberSource.Listed)) {
          yield answer(list, sender, Answer.CLOSED, Optional.empty(), steps);
        }
        boolean unused = memberships.unsubscribe(list, sender, ChangedBy.MAIL);
        yield answer(list, sender, Answer.UNSUBSCRIBED, Optional.empty(), steps);
      }
    };
  }

  private String answer(
      MailingList list,
      MailAddress to,
      Answer answer,
      Optional<MailAddress> replyTo,
      List<ListStep> steps) {
    if (!perAddress.take(MailingLists.key(to)) || !perDomain.take(to.domain())) {
      return "not answered, there were enough answers in this hour";
    }
    steps.add(
        new ListStep.Send(
            answers.write(queueIds.next(), list, to, answer, replyTo, clock.instant()), true));
    return "answered: " + answer.template().replace(".txt", "");
  }
}
