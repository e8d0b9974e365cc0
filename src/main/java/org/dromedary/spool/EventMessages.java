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
 * What happened to mails, many events in one message: one message for each event would cost more
 * than the mail itself.
 */
final class EventMessages {
  /** Events, a line each, of whatever stage; every queue that is bound to it has them all. */
  static final String ADDRESS = "mail.history";

  /** Far below what makes a message a file. */
  private static final int USUAL_OCTETS = 64 << 10;

  private EventMessages() {}

  /** Sends the events of all these in the transaction of the session. */
  static void send(List<Completion> batch, ClientSession session, ClientProducer producer)
      throws ActiveMQException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Completion completion : batch) {
      for (byte[] line : completion.events()) {
        lines.writeBytes(line);
        lines.write('\n');
        if (lines.size() >= USUAL_OCTETS) {
          send(lines, session, producer);
        }
      }
    }
    if (lines.size() > 0) {
      send(lines, session, producer);
    }
  }

  private static void send(
      ByteArrayOutputStream lines, ClientSession session, ClientProducer producer)
      throws ActiveMQException {
    ClientMessage message = session.createMessage(Message.BYTES_TYPE, true);
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
