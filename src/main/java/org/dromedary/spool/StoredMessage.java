package org.dromedary.spool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.message.LargeBodyReader;
import org.dromedary.mail.MailContent;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.Placement;
import org.dromedary.queue.QueueEntry;
import org.dromedary.queue.QueuedMessage;

/** A message as it is stored in the broker, and the mail in it. */
final class StoredMessage {
  private static final String OURS = "mail";

  private StoredMessage() {}

  /**
   * The mail in it.
   *
   * @param taken whether a consumer has it, if only to wait until it is due
   * @return empty when it is not one of ours
   */
  static Optional<QueueEntry> read(String queue, Message message, boolean taken, Instant now) {
    try {
      QueuedMessage mail = QueuedMessageCodec.read(message, content(message));
      boolean waits =
          MailQueue.isRetry(queue)
              && QueuedMessageCodec.dueAt(message).filter(now::isBefore).isPresent();
      return Optional.of(
          new QueueEntry(
              queue,
              message.getMessageID(),
              taken && !waits,
              mail,
              QueuedMessageCodec.hold(message),
              QueuedMessageCodec.text(message, QueuedMessageCodec.DEAD_REASON),
              QueuedMessageCodec.text(message, QueuedMessageCodec.DEAD_FROM)));
    } catch (RuntimeException | ActiveMQException e) {
      return Optional.empty(); // parked, and not a mail
    }
  }

  private static MailContent content(Message message) throws ActiveMQException {
    ICoreMessage core = message.toCore();
    if (core.isLargeMessage()) {
      return new MailContent.Elsewhere(
          core.getLargeBodyReader().getSize(), () -> LargeBody.of(core));
    }
    return new MailContent.Elsewhere(
        core.getReadOnlyBodyBuffer().readableBytes(),
        () -> new ByteArrayInputStream(octets(core.getReadOnlyBodyBuffer())));
  }

  private static byte[] octets(ActiveMQBuffer body) {
    byte[] octets = new byte[body.readableBytes()];
    body.readBytes(octets);
    return octets;
  }

  /** The message becomes what the placement says; its content stays. */
  static void write(Placement.On placement, Message message) {
    for (SimpleString name : List.copyOf(message.getPropertyNames())) {
      if (name.toString().startsWith(OURS)) {
        message.removeProperty(name);
      }
    }
    QueuedMessageCodec.write(placement.mail(), message);
    placement
        .hold()
        .map(QueuedMessageCodec::properties)
        .ifPresent(hold -> hold.forEach(message::putObjectProperty));
  }

  /** The file of a large message. */
  private static final class LargeBody extends InputStream {
    private final LargeBodyReader reader;

    private LargeBody(LargeBodyReader reader) {
      this.reader = reader;
    }

    static LargeBody of(ICoreMessage message) throws IOException {
      try {
        LargeBodyReader reader = message.getLargeBodyReader();
        reader.open();
        return new LargeBody(reader);
      } catch (ActiveMQException e) {
        throw new IOException("the mail is gone from its queue", e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      try {
        int count = reader.readInto(ByteBuffer.wrap(octets, offset, length).slice());
        return count <= 0 ? -1 : count;
      } catch (ActiveMQException e) {
        throw new IOException("the mail is gone from its queue", e);
      }
    }

    @Override
    public void close() {
      try {
        reader.close();
      } catch (ActiveMQException e) {
        throw new UncheckedIOException(new IOException(e));
      }
    }
  }
}
