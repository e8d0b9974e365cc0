package org.dromedary.spool;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.Message;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.RetryState;
import org.dromedary.queue.Stage;

/**
 * The envelope of a queued mail as properties of a broker message; the body of the message is the
 * content, octet for octet. The names are JMS identifiers and stable: what an older router has
 * queued, a newer one reads.
 */
final class QueuedMessageCodec {
  static final int FORMAT = 1;

  static final String FORMAT_PROPERTY = "mailFormat";
  static final String QUEUE_ID = "mailQueueId";
  static final String REVERSE_PATH = "mailReversePath";

  /** Paths in angle brackets, a line each. */
  static final String RECIPIENTS = "mailRecipients";

  static final String BODY_TYPE = "mailBodyType";
  static final String SMTPUTF8 = "mailSmtpUtf8";
  static final String ARRIVED_AT = "mailArrivedAt";
  static final String PROTOCOL = "mailProtocol";
  static final String CLIENT = "mailClient";
  static final String ATTEMPTS = "mailAttempts";
  static final String STAGE = "mailStage";
  static final String DUE_AT = "mailDueAt";
  static final String LAST_REPLY = "mailLastReply";

  private QueuedMessageCodec() {}

  static void write(QueuedMessage mail, Message message) {
    Envelope envelope = mail.envelope();
    message.putIntProperty(FORMAT_PROPERTY, FORMAT);
    message.putStringProperty(QUEUE_ID, mail.queueId().value());
    message.putStringProperty(REVERSE_PATH, envelope.reversePath().toString());
    message.putStringProperty(
        RECIPIENTS,
        envelope.recipients().stream()
            .map(recipient -> recipient.forwardPath().toString())
            .collect(Collectors.joining("\n")));
    message.putStringProperty(BODY_TYPE, envelope.body().name());
    message.putBooleanProperty(SMTPUTF8, envelope.smtpUtf8());
    message.putLongProperty(ARRIVED_AT, mail.arrival().at().toEpochMilli());
    message.putStringProperty(PROTOCOL, mail.arrival().protocol());
    message.putStringProperty(CLIENT, mail.arrival().client());
    message.putIntProperty(ATTEMPTS, mail.retry().attempts());
    message.putStringProperty(STAGE, mail.retry().stage().name());
    mail.retry()
        .nextAttemptAt()
        .ifPresent(at -> message.putLongProperty(DUE_AT, at.toEpochMilli()));
    message.putStringProperty(LAST_REPLY, mail.retry().lastReply());
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
    Envelope envelope =
        new Envelope(
            ReversePath.parse(message.getStringProperty(REVERSE_PATH)),
            Arrays.stream(message.getStringProperty(RECIPIENTS).split("\n"))
                .map(Recipient::parse)
                .toList(),
            BodyType.valueOf(message.getStringProperty(BODY_TYPE)),
            message.getBooleanProperty(SMTPUTF8));
    Arrival arrival =
        new Arrival(
            Instant.ofEpochMilli(message.getLongProperty(ARRIVED_AT)),
            message.getStringProperty(PROTOCOL),
            message.getStringProperty(CLIENT));
    RetryState retry =
        new RetryState(
            message.getIntProperty(ATTEMPTS),
            Stage.valueOf(message.getStringProperty(STAGE)),
            dueAt(message),
            message.getStringProperty(LAST_REPLY));
    QueueId queueId = new QueueId(message.getStringProperty(QUEUE_ID));
    return new QueuedMessage(queueId, envelope, arrival, retry, content);
  }

  /** When the message is due; empty means now. */
  static Optional<Instant> dueAt(Message message) {
    return message.containsProperty(DUE_AT)
        ? Optional.of(Instant.ofEpochMilli(message.getLongProperty(DUE_AT)))
        : Optional.empty();
  }
}
