package org.dromedary.events;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dromedary.dsn.NotificationKind;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.QueuedMessage;

/** Something that happened to a mail; it is durable if what was done is durable. */
public sealed interface MailEvent {
  /** The mail, with those of its recipients that it happened to. */
  QueuedMessage mail();

  /** Those of its recipients that it happened to. */
  default List<Recipient> recipients() {
    return mail().envelope().recipients();
  }

  /** What is published as the kind of the event. */
  String word();

  /**
   * It is ours from now on.
   *
   * @param about the mail that this one is a notice about
   */
  record Received(QueuedMessage mail, MailTitle title, Optional<QueueId> about)
      implements MailEvent {
    @Override
    public String word() {
      return "received";
    }
  }

  /**
   * It was decided where these recipients are.
   *
   * @param destination {@code local} or {@code remote}
   */
  record Routed(QueuedMessage mail, String destination) implements MailEvent {
    @Override
    public String word() {
      return "routed";
    }
  }

  /**
   * Others have been put in the place of these recipients, or added: by aliases and rules.
   *
   * @param recipients who are recipients no more; perhaps nobody
   * @param others who are recipients now
   */
  record Expanded(QueuedMessage mail, List<Recipient> recipients, List<Recipient> others)
      implements MailEvent {
    public Expanded {
      recipients = List.copyOf(recipients);
      others = List.copyOf(others);
    }

    @Override
    public String word() {
      return "expanded";
    }
  }

  /**
   * What an attempt, or the last one, has come to.
   *
   * @param word such as {@code delivered}
   * @param relay who answered, or {@code none}
   * @param reply the answer
   * @param attempts how many have been made
   */
  record Answered(QueuedMessage mail, String word, String relay, SmtpReply reply, int attempts)
      implements MailEvent {
    /** Of recipients that relay and reply are common to. */
    public static Answered of(
        String word, QueuedMessage mail, List<? extends DeliveryOutcome> outcomes) {
      DeliveryOutcome first = outcomes.getFirst();
      return new Answered(
          mail.withRecipients(outcomes.stream().map(DeliveryOutcome::recipient).toList()),
          word,
          first.relay(),
          first.reply(),
          mail.retry().attempts() + 1);
    }
  }

  /** The sender is told. */
  record Notified(QueuedMessage mail, NotificationKind kind, QueueId notice) implements MailEvent {
    @Override
    public String word() {
      return "notified";
    }

    /** What the sender is told. */
    public String told() {
      return kind.name().toLowerCase(Locale.ROOT);
    }
  }

  /** A rule of the routing table keeps it back. */
  record Held(QueuedMessage mail) implements MailEvent {
    @Override
    public String word() {
      return "held";
    }
  }

  /**
   * It lies where somebody must look after it: an alarm.
   *
   * @param queue where
   * @param reason why
   */
  record Parked(QueuedMessage mail, String queue, String reason) implements MailEvent {
    @Override
    public String word() {
      return "parked";
    }
  }

  /**
   * An operator has done something with it.
   *
   * @param action such as {@code released}
   * @param by who
   */
  record Acted(QueuedMessage mail, String action, String by) implements MailEvent {
    @Override
    public String word() {
      return "acted";
    }
  }
}
