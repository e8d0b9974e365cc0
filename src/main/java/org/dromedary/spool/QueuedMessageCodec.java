package org.dromedary.spool;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Submission;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.Hold;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.RetryState;
import org.dromedary.queue.Stage;

/**
 * A queued mail as properties of a broker message; the body of the message is the content, octet
 * for octet. What has its default value is left out. The names are JMS identifiers and stable: what
 * an older router has queued, a newer one reads. The envelope: {@link EnvelopeCodec}.
 */
final class QueuedMessageCodec {
  static final int FORMAT = 1;

  static final SimpleString FORMAT_PROPERTY = SimpleString.of("mailFormat");
  static final SimpleString QUEUE_ID = SimpleString.of("mailQueueId");
  static final SimpleString ARRIVED_AT = SimpleString.of("mailArrivedAt");
  static final SimpleString PROTOCOL = SimpleString.of("mailProtocol");
  static final SimpleString CLIENT = SimpleString.of("mailClient");

  /** Left out for {@link Arrival#USUAL_LISTENER}, also by older routers. */
  static final SimpleString LISTENER = SimpleString.of("mailListener");

  static final SimpleString USER = SimpleString.of("mailUser");
  static final SimpleString ATTEMPTS = SimpleString.of("mailAttempts");
  static final SimpleString STAGE = SimpleString.of("mailStage");
  static final SimpleString DUE_AT = SimpleString.of("mailDueAt");
  static final SimpleString LAST_REPLY = SimpleString.of("mailLastReply");

  /** Left out for none, also by older routers. */
  static final SimpleString WARNINGS = SimpleString.of("mailWarnings");

  /** What an application asked for; all left out where it did not, also by older routers. */
  static final SimpleString CORRELATION_ID = SimpleString.of("mailCorrelationId");

  static final SimpleString NOT_BEFORE = SimpleString.of("mailNotBefore");
  static final SimpleString PRIORITY = SimpleString.of("mailPriority");

  /** Of mail that an operator has held. */
  static final SimpleString HELD_BY = SimpleString.of("mailHeldBy");

  static final SimpleString HELD_REASON = SimpleString.of("mailHeldReason");
  static final SimpleString HELD_FROM = SimpleString.of("mailHeldFrom");

  /** Of mail that a route failed on. */
  static final SimpleString DEAD_REASON = SimpleString.of("mailDeadReason");

  static final SimpleString DEAD_FROM = SimpleString.of("mailDeadFrom");

  private QueuedMessageCodec() {}

  static void write(QueuedMessage mail, Message message) {
    message.putIntProperty(FORMAT_PROPERTY, FORMAT);
    put(message, QUEUE_ID, mail.queueId().value());
    EnvelopeCodec.write(mail.envelope(), message);
    message.putLongProperty(ARRIVED_AT, mail.arrival().at().toEpochMilli());
    put(message, PROTOCOL, mail.arrival().protocol());
    put(message, CLIENT, mail.arrival().client());
    if (!mail.arrival().listener().equals(Arrival.USUAL_LISTENER)) {
      put(message, LISTENER, mail.arrival().listener());
    }
    mail.arrival().user().ifPresent(user -> put(message, USER, user));
    if (!mail.submission().equals(Submission.NONE)) {
      write(mail.submission(), message);
    }
    if (!mail.retry().equals(RetryState.NEW)) {
      write(mail.retry(), message);
    }
  }

  private static void write(Submission submission, Message message) {
    submission.correlationId().ifPresent(id -> put(message, CORRELATION_ID, id));
    submission.notBefore().ifPresent(at -> message.putLongProperty(NOT_BEFORE, at.toEpochMilli()));
    if (submission.priority() != Submission.USUAL_PRIORITY) {
      message.putIntProperty(PRIORITY, submission.priority());
    }
  }

  private static Submission submission(Message message) {
    return new Submission(
        text(message, CORRELATION_ID),
        Optional.empty(),
        message.containsProperty(PRIORITY)
            ? message.getIntProperty(PRIORITY)
            : Submission.USUAL_PRIORITY,
        instant(message, NOT_BEFORE));
  }

  private static void write(RetryState retry, Message message) {
    message.putIntProperty(ATTEMPTS, retry.attempts());
    put(message, STAGE, retry.stage().name());
    retry.nextAttemptAt().ifPresent(at -> message.putLongProperty(DUE_AT, at.toEpochMilli()));
    put(message, LAST_REPLY, retry.lastReply());
    if (retry.warnings() > 0) {
      message.putIntProperty(WARNINGS, retry.warnings());
    }
  }

  /** What an operator said of a mail that is held. */
  static Map<String, Object> properties(Hold hold) {
    return Map.of(
        HELD_BY.toString(), hold.by(),
        HELD_REASON.toString(), hold.reason(),
        HELD_FROM.toString(), hold.from());
  }

  /** Reads what {@link #properties(Hold)} became. */
  static Optional<Hold> hold(Message message) {
    return text(message, HELD_BY)
        .map(
            by ->
                new Hold(
                    by,
                    text(message, HELD_REASON).orElse(""),
                    text(message, HELD_FROM).orElse(MailQueue.INGRESS)));
  }

  private static void put(Message message, SimpleString name, String value) {
    message.putStringProperty(name, SimpleString.of(value));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws RuntimeException of any kind when it was not written by it, or was damaged
   */
  static QueuedMessage read(Message message, MailContent content) {
    int format = message.getIntProperty(FORMAT_PROPERTY);
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "mail of format " + format + ", this router reads " + FORMAT);
    }
    Envelope envelope = EnvelopeCodec.read(message);
    Arrival arrival =
        new Arrival(
            Instant.ofEpochMilli(message.getLongProperty(ARRIVED_AT)),
            message.getStringProperty(PROTOCOL),
            message.getStringProperty(CLIENT),
            text(message, LISTENER).orElse(Arrival.USUAL_LISTENER),
            text(message, USER));
    QueueId queueId = new QueueId(message.getStringProperty(QUEUE_ID));
    return new QueuedMessage(
        queueId, envelope, arrival, submission(message), retry(message), content);
  }

  static Optional<String> text(Message message, SimpleString name) {
    return Optional.ofNullable(message.getStringProperty(name));
  }

  private static RetryState retry(Message message) {
    return message.containsProperty(STAGE)
        ? new RetryState(
            message.getIntProperty(ATTEMPTS),
            Stage.valueOf(message.getStringProperty(STAGE)),
            dueAt(message),
            message.getStringProperty(LAST_REPLY),
            message.containsProperty(WARNINGS) ? message.getIntProperty(WARNINGS) : 0)
        : RetryState.NEW;
  }

  /** When the message is due; empty means now. */
  static Optional<Instant> dueAt(Message message) {
    return instant(message, DUE_AT);
  }

  private static Optional<Instant> instant(Message message, SimpleString name) {
    return message.containsProperty(name)
        ? Optional.of(Instant.ofEpochMilli(message.getLongProperty(name)))
        : Optional.empty();
  }
}
