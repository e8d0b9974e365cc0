package org.dromedary.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.dromedary.mail.MailContent;
import org.dromedary.queue.QueuedMessage;

/**
 * A message that a consumer has taken but not acknowledged.
 *
 * <p>A streamed message is copied to a file at once: while its octets wait at the broker, no other
 * message can reach this consumer.
 */
record ReceivedMessage(ClientMessage message, MailContent content) {

  static ReceivedMessage take(ClientMessage message, Path temporaryDirectory)
      throws ActiveMQException, IOException {
    if (message.isLargeMessage()) {
      return new ReceivedMessage(message, file(message, temporaryDirectory));
    }
    ActiveMQBuffer body = message.getDataBuffer();
    byte[] octets = new byte[body.readableBytes()];
    body.readBytes(octets);
    return new ReceivedMessage(message, MailContent.of(octets));
  }

  private static MailContent file(ClientMessage message, Path directory)
      throws ActiveMQException, IOException {
    Path file = Files.createTempFile(directory, "spool-", ".eml");
    try (OutputStream out = Files.newOutputStream(file)) {
      message.saveToOutputStream(out);
    } catch (ActiveMQException | IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return MailContent.in(file, Files.size(file));
  }

  /**
   * The mail in it.
   *
   * @throws RuntimeException when it is not one of ours
   */
  QueuedMessage decode() {
    return QueuedMessageCodec.read(message, content);
  }

  /** A copy for the dead address. */
  OutgoingMessage dead(String deadAddress, String from, String reason) {
    Map<String, Object> properties = new HashMap<>();
    for (SimpleString name : message.getPropertyNames()) {
      if (!name.toString().startsWith("_AMQ")) {
        properties.put(name.toString(), message.getObjectProperty(name));
      }
    }
    properties.put(QueuedMessageCodec.DEAD_REASON.toString(), reason);
    properties.put(QueuedMessageCodec.DEAD_FROM.toString(), from);
    return new OutgoingMessage(deadAddress, Optional.empty(), content, properties);
  }

  /** Removes what lies outside of the broker. */
  void discard() {
    if (content instanceof MailContent.InFile inFile) {
      try {
        Files.deleteIfExists(inFile.file());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
