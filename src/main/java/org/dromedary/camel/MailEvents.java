package org.dromedary.camel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.dromedary.dsn.NotificationKind;
import org.dromedary.events.MailEvent;
import org.dromedary.events.MailEventWriter;
import org.dromedary.events.MailTitle;
import org.dromedary.list.ListStep;
import org.dromedary.mail.Notify;
import org.dromedary.mail.Recipient;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.QueuedMessage;

/**
 * Steps of routes that tell what happens to mails: whatever such a step does, its events become
 * durable together with what its stage does, or not at all.
 */
public final class MailEvents {
  private final MailEventWriter writer;

  public MailEvents(MailEventWriter writer) {
    this.writer = writer;
  }

  /**
   * A mail is taken in.
   *
   * @param accept makes it of whatever came
   */
  public <I> Processor received(Class<I> type, BodyStep.Work<I, QueuedMessage> accept) {
    return step(
        type,
        accept,
        (came, mail) ->
            List.of(new MailEvent.Received(mail, MailTitle.of(mail.content()), Optional.empty())));
  }

  /** A mail is split by where its recipients are. */
  public Processor routed(BodyStep.Work<QueuedMessage, List<RoutedMail>> route) {
    return step(QueuedMessage.class, route, MailEvents::ways);
  }

  private static List<MailEvent> ways(QueuedMessage mail, List<RoutedMail> parts) {
    Set<Recipient> before = new LinkedHashSet<>(mail.envelope().recipients());
    Set<Recipient> after = new LinkedHashSet<>();
    parts.forEach(part -> after.addAll(part.message().envelope().recipients()));
    List<MailEvent> events = new ArrayList<>(1);
    if (!after.equals(before)) {
      List<Recipient> replaced = before.stream().filter(each -> !after.contains(each)).toList();
      List<Recipient> others = after.stream().filter(each -> !before.contains(each)).toList();
      events.add(new MailEvent.Expanded(mail, replaced, others));
    }
    for (RoutedMail part : parts) {
      switch (part.destination()) {
        case LOCAL, LIST -> events.add(new MailEvent.Routed(part.message(), "local"));
        case REMOTE -> events.add(new MailEvent.Routed(part.message(), "remote"));
        case HELD, LOOP, UNKNOWN -> {} // what comes of it is told
        case LATER -> {} // received says until when it waits
      }
    }
    return events;
  }

  /**
   * Mail for lists is served or distributed, and mails come of it.
   *
   * @param serve says which
   */
  public Processor listed(BodyStep.Work<QueuedMessage, List<ListStep>> serve) {
    return step(
        QueuedMessage.class,
        serve,
        (mail, steps) -> {
          List<MailEvent> events = new ArrayList<>(1);
          for (ListStep step : steps) {
            Optional<QueuedMessage> made = made(step);
            if (made.isPresent()) {
              events.add(
                  new MailEvent.Received(
                      made.get(), MailTitle.of(made.get().content()), Optional.of(mail.queueId())));
            }
          }
          return events;
        });
  }

  private static Optional<QueuedMessage> made(ListStep step) {
    return switch (step) {
      case ListStep.Distribute distribute ->
          Optional.of(distribute.mail()).filter(mail -> distribute.isNew());
      case ListStep.Send send -> Optional.of(send.mail()).filter(mail -> send.isNew());
      case ListStep.Report report -> Optional.empty();
    };
  }

  /** A rule keeps a mail back. */
  public Processor held(BodyStep.Work<QueuedMessage, QueuedMessage> hold) {
    return step(QueuedMessage.class, hold, (mail, held) -> List.of(new MailEvent.Held(held)));
  }

  /** An attempt was made. What failed for good is told when it is given up. */
  public Processor attempted(BodyStep.Work<DeliveryReport, DeliveryReport> report) {
    return step(
        DeliveryReport.class,
        report,
        (before, after) ->
            answers(
                after.message(),
                after.outcomes().stream()
                    .filter(outcome -> !(outcome instanceof DeliveryOutcome.Failed)),
                DeliveryOutcome::status));
  }

  /** Recipients are given up. */
  public Processor givenUp(BodyStep.Work<FollowUp.GiveUp, FollowUp.GiveUp> giveUp) {
    return step(FollowUp.GiveUp.class, giveUp, (before, after) -> failures(after));
  }

  /** Recipients are given up, and the mail is parked, since nobody can be told. */
  public Processor parked(BodyStep.Work<FollowUp.GiveUp, FollowUp.GiveUp> park) {
    return step(
        FollowUp.GiveUp.class,
        park,
        (before, after) -> {
          List<MailEvent> events = new ArrayList<>(failures(after));
          events.add(
              new MailEvent.Parked(
                  after.message(),
                  MailQueue.UNDELIVERABLE,
                  after.failures().getFirst().reply().toString()));
          return events;
        });
  }

  private static List<MailEvent> failures(FollowUp.GiveUp giveUp) {
    return answers(
        giveUp.message(),
        giveUp.failures().stream(),
        failure -> failure.reply().code().isTransient() ? "expired" : "failed");
  }

  /** The sender is to be told that a mail waits. */
  public Processor delayed(BodyStep.Work<FollowUp.Warn, FollowUp.Warn> warn) {
    return step(
        FollowUp.Warn.class,
        warn,
        (before, after) -> answers(after.message(), after.delays().stream(), delay -> "delayed"));
  }

  private static List<MailEvent> answers(
      QueuedMessage mail,
      Stream<? extends DeliveryOutcome> outcomes,
      Function<DeliveryOutcome, String> word) {
    Map<Object, List<DeliveryOutcome>> alike = new LinkedHashMap<>();
    outcomes.forEach(
        outcome ->
            alike
                .computeIfAbsent(
                    List.of(word.apply(outcome), outcome.relay(), outcome.reply()),
                    key -> new ArrayList<>(1))
                .add(outcome));
    return alike.values().stream()
        .<MailEvent>map(each -> MailEvent.Answered.of(word.apply(each.getFirst()), mail, each))
        .toList();
  }

  /**
   * A notice is written about a mail.
   *
   * @param kind what it tells
   * @param compose writes it
   */
  public <F extends FollowUp> Processor notified(
      Class<F> type, Function<F, NotificationKind> kind, BodyStep.Work<F, QueuedMessage> compose) {
    return step(
        type,
        compose,
        (followUp, notice) -> {
          QueuedMessage about = reported(followUp);
          return List.of(
              new MailEvent.Notified(about, kind.apply(followUp), notice.queueId()),
              new MailEvent.Received(
                  notice, MailTitle.of(notice.content()), Optional.of(about.queueId())));
        });
  }

  /** RFC 3461 §5.2.6: a notice of failure does not mention who is not to be mentioned. */
  private static QueuedMessage reported(FollowUp followUp) {
    QueuedMessage mail = followUp.message();
    return followUp instanceof FollowUp.GiveUp
        ? mail.withRecipients(
            mail.envelope().recipients().stream()
                .filter(recipient -> recipient.wantsNotice(Notify.Condition.FAILURE))
                .toList())
        : mail;
  }

  private <I, O> Processor step(
      Class<I> type, BodyStep.Work<I, O> work, EventStep.Tale<I, O> tale) {
    return new EventStep<>(type, work, tale, writer);
  }
}
