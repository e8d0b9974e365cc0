package org.dromedary.spool;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.dromedary.mail.IdempotencyKey;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.Submission;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.Placement;
import org.dromedary.queue.QueuedMessage;

/**
 * A mail on its way to an address, sent by the next commit.
 *
 * @param properties further ones, such as the reason of a dead message
 */
record OutgoingMessage(
    String address,
    Optional<QueuedMessage> mail,
    MailContent content,
    Map<String, Object> properties) {

  /** Larger content streams to the broker as a large message and is never whole on the heap. */
  static final int STREAMING_THRESHOLD = 1 << 20;

  static OutgoingMessage of(String address, QueuedMessage mail) {
    return new OutgoingMessage(address, Optional.of(mail), mail.content(), Map.of());
  }

  static OutgoingMessage of(Placement.On placement) {
    return new OutgoingMessage(
        placement.queue(),
        Optional.of(placement.mail()),
        placement.mail().content(),
        placement.hold().map(QueuedMessageCodec::properties).orElse(Map.of()));
  }

  boolean isStreamed() {
    return content.size() >= STREAMING_THRESHOLD;
  }

  private void write(QueuedMessage queued, ClientMessage message) {
    QueuedMessageCodec.write(queued, message);
    Submission submission = queued.submission();
    submission
        .idempotencyKey()
        .ifPresent(
            key -> message.putBytesProperty(Message.HDR_DUPLICATE_DETECTION_ID, key.octets()));
    // mail of a delay queue is in the order in which it is due
    if (submission.priority() != Submission.USUAL_PRIORITY && !MailQueue.isRetry(address)) {
      message.setPriority((byte) submission.priority());
    }
  }

  /** Mails with the same key are one; empty for those that are no repetition of any. */
  Optional<IdempotencyKey> key() {
    return mail.flatMap(queued -> queued.submission().idempotencyKey());
  }

  /** Sends it within the session's transaction. */
  void send(ClientSession session, ClientProducer producer) throws ActiveMQException, IOException {
    ClientMessage message = session.createMessage(Message.BYTES_TYPE, true);
    properties.forEach(message::putObjectProperty);
    mail.ifPresent(queued -> write(queued, message));
    if (isStreamed()) {
      try (InputStream body = content.open()) {
        message.setBodyInputStream(body);
        producer.send(address, message);
      }
    } else if (content instanceof MailContent.InMemory inMemory) {
      message.getBodyBuffer().writeBytes(inMemory.octets());
      producer.send(address, message);
    } else {
      try (InputStream body = content.open()) {
        message.getBodyBuffer().writeBytes(body.readAllBytes());
      }
      producer.send(address, message);
    }
  }
}
