package org.dromedary.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/**
 * What happened, many events in one message: one message for each event would cost more than the
 * mail itself. Those that are not about mails are in messages of their own.
 */
final class EventMessages {
  /** Events, a line each, of whatever stage; every queue that is bound to it has them all. */
  static final String ADDRESS = "mail.history";

  /** Messages without this property have events of mails. */
  private static final String OTHER_PROPERTY = "otherEvents";

  /** What a queue has to say that wants events of mails only. */
  static final String OF_MAILS = OTHER_PROPERTY + " IS NULL";

  /** Far below what makes a message a file. */
  private static final int USUAL_OCTETS = 64 << 10;

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final boolean aboutMails;

  private EventMessages(boolean aboutMails) {
    this.aboutMails = aboutMails;
  }

  /** Sends the events of all these in the transaction of the session. */
  static void send(List<Completion> batch, ClientSession session, ClientProducer producer)
      throws ActiveMQException {
    // first, since they were told before the mails that they led to were done with
    new EventMessages(false).sendAll(batch, session, producer);
    new EventMessages(true).sendAll(batch, session, producer);
  }

  private void sendAll(List<Completion> batch, ClientSession session, ClientProducer producer)
      throws ActiveMQException {
    for (Completion completion : batch) {
      if (!completion.events().isEmpty() && completion.isAboutMails() == aboutMails) {
        for (byte[] line : completion.events()) {
          lines.writeBytes(line);
          lines.write('\n');
          if (lines.size() >= USUAL_OCTETS) {
            sendLot(session, producer);
          }
        }
      }
    }
    if (lines.size() > 0) {
      sendLot(session, producer);
    }
  }

  private void sendLot(ClientSession session, ClientProducer producer) throws ActiveMQException {
    ClientMessage message = session.createMessage(Message.BYTES_TYPE, true);
    if (!aboutMails) {
      message.putBooleanProperty(OTHER_PROPERTY, true);
    }
    message.getBodyBuffer().writeBytes(lines.toByteArray());
    producer.send(ADDRESS, message);
    lines.reset();
  }

  /** The events in a message. */
  static List<String> read(ClientMessage message) throws ActiveMQException, IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    message.saveToOutputStream(octets);
    return Arrays.asList(octets.toString(US_ASCII).split("\n"));
  }
}
