package org.dromedary.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.dromedary.events.EventTopic;
import org.dromedary.queue.DuplicateMailException;

/**
 * One part of a commit: what an exchange sends and the message that it acknowledges.
 *
 * @param events what happened, a line each
 * @param acknowledges empty when the mail came from outside
 * @param afterwards told once: empty when it is durable, else why it is not
 */
record Completion(
    List<OutgoingMessage> sends,
    List<byte[]> events,
    Optional<ClientMessage> acknowledges,
    Consumer<Optional<Exception>> afterwards) {

  /** Whether its events are about mails. Those that were only told are all, or none of them is. */
  boolean isAboutMails() {
    return !sends.isEmpty()
        || acknowledges.isPresent()
        || events.isEmpty()
        || EventTopic.isOfMail(new String(events.getFirst(), US_ASCII));
  }

  /** What to say when it was refused as a repetition of another mail. */
  Exception duplicate(ActiveMQException refusal) {
    return sends.stream()
        .flatMap(message -> message.mail().stream())
        .filter(mail -> mail.submission().idempotencyKey().isPresent())
        .findFirst()
        .<Exception>map(mail -> new DuplicateMailException(mail.queueId()))
        .orElse(refusal);
  }

  void perform(ClientSession session, ClientProducer producer)
      throws ActiveMQException, IOException {
    for (OutgoingMessage message : sends) {
      message.send(session, producer);
    }
    if (acknowledges.isPresent()) {
      acknowledges.get().individualAcknowledge();
    }
  }
}
