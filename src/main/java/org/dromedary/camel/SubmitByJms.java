package org.dromedary.camel;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DuplicateMailException;
import org.dromedary.smtp.server.MailRefusal;
import org.dromedary.submit.CheckedMessage;
import org.dromedary.submit.SubmissionFields;
import org.dromedary.submit.SubmissionIntake;
import org.dromedary.submit.SubmissionRefusedException;
import org.dromedary.submit.SubmittedMessage;
import org.dromedary.submit.SubmittingUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps of {@code submit}: messages of applications on {@code mail.submit}. What they hold is data;
 * a serialized Java object is not read.
 */
public final class SubmitByJms {
  private static final Logger LOG = LoggerFactory.getLogger(SubmitByJms.class);

  /** Why a message is on the queue of those that were refused. */
  private static final String REASON = "mailRejectedReason";

  private static final String REJECTED_USER = "mailRejectedUser";
  private static final String CONTENT_TYPE = "contentType";

  /** Where Artemis lays down the content type of a message that came by AMQP. */
  private static final String AMQP_CONTENT_TYPE = "JMS_AMQP_ContentType";

  private static final String PROPERTY = "DromedarySubmitted";
  private static final List<String> SIMPLE =
      List.of("from", "replyTo", "to", "cc", "bcc", "subject");

  private final SubmissionIntake intake;
  private final Function<String, SubmittingUser> users;
  private final Stamp stamp;

  /**
   * What the broker writes on a message.
   *
   * @param property the name of the property that says who sent it
   * @param required whether others than this process may send: then it is on each
   */
  public record Stamp(String property, boolean required) {}

  /**
   * @param users by the name that the broker has checked
   */
  public SubmitByJms(SubmissionIntake intake, Function<String, SubmittingUser> users, Stamp stamp) {
    this.intake = intake;
    this.users = users;
    this.stamp = stamp;
  }

  /**
   * The body, a message of JMS, becomes a {@code ReceivedMail}; its properties are not headers of
   * the exchange any more.
   *
   * @throws SubmissionRefusedException when it cannot be taken
   */
  public void take(Exchange exchange) throws Exception {
    Message message = exchange.getMessage().getMandatoryBody(Message.class);
    exchange.setProperty(PROPERTY, message);
    exchange.getMessage().removeHeaders("*");
    CheckedMessage checked = intake.take(submitted(message));
    exchange.getMessage().setBody(checked.mail());
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                checked.discard().run();
              }
            });
  }

  private SubmittedMessage submitted(Message message)
      throws JMSException, SubmissionRefusedException {
    Map<String, String> all = properties(message);
    Map<String, String> fields = new HashMap<>();
    fields.put("priority", String.valueOf(message.getJMSPriority()));
    if (message.getJMSCorrelationID() != null) {
      fields.put(SubmissionFields.CORRELATION_ID, message.getJMSCorrelationID());
    }
    SubmissionFields.NAMES.stream()
        .filter(all::containsKey)
        .forEach(name -> fields.put(name, all.get(name)));
    Map<String, String> simple = new HashMap<>(all);
    simple.keySet().retainAll(SIMPLE);
    return new SubmittedMessage(
        SubmittedMessage.Way.JMS,
        user(message),
        InetAddress.getLoopbackAddress(),
        Optional.ofNullable(all.get(CONTENT_TYPE))
            .or(() -> Optional.ofNullable(all.get(AMQP_CONTENT_TYPE)))
            .orElse(""),
        new SubmissionFields(fields),
        simple,
        Optional.of(key(message)),
        body(message));
  }

  /** As the broker wrote it, over whatever the application did. */
  private SubmittingUser user(Message message) throws JMSException, SubmissionRefusedException {
    if (!stamp.required() && !message.propertyExists(stamp.property())) {
      return SubmittingUser.ROUTER;
    }
    String name = sender(message).orElse("");
    if (name.isEmpty()) {
      throw new SubmissionRefusedException(
          SmtpReply.of(530, "5.7.0", "the broker does not say who sent it"));
    }
    return name.equals(SubmittingUser.ROUTER.name()) ? SubmittingUser.ROUTER : users.apply(name);
  }

  private Optional<String> sender(Message message) throws JMSException {
    return message.getObjectProperty(stamp.property()) instanceof byte[] name
        ? Optional.of(new String(name, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /**
   * After a crash the message comes again: by this it is known. Not by the id that the application
   * gave it, which by AMQP may be any, also that of another message.
   */
  private static String key(Message message) throws JMSException {
    return message instanceof ActiveMQMessage artemis
        ? "message " + artemis.getCoreMessage().getMessageID()
        : "message " + message.getJMSMessageID();
  }

  private static Map<String, String> properties(Message message) throws JMSException {
    Map<String, String> properties = new HashMap<>();
    for (Object name : names(message)) {
      Object value = message.getObjectProperty(name.toString());
      if (value != null) {
        properties.put(name.toString(), value.toString());
      }
    }
    return properties;
  }

  private static List<?> names(Message message) throws JMSException {
    Enumeration<?> names = message.getPropertyNames();
    return Collections.list(names);
  }

  private static SubmittedMessage.Body body(Message message) throws SubmissionRefusedException {
    if (message instanceof BytesMessage bytes) {
      return () -> new MessageOctets(bytes);
    }
    if (message instanceof TextMessage text) {
      return () -> new ByteArrayInputStream(text(text).getBytes(StandardCharsets.UTF_8));
    }
    // an object of Java is never read: it could be anything
    throw new SubmissionRefusedException(
        SmtpReply.of(554, "5.6.1", "neither a BytesMessage nor a TextMessage"));
  }

  private static String text(TextMessage message) throws IOException {
    try {
      return Optional.ofNullable(message.getText()).orElse("");
    } catch (JMSException e) {
      throw new IOException(e);
    }
  }

  /** The body of a message, which may be too large for the heap. */
  private static final class MessageOctets extends InputStream {
    private final BytesMessage message;

    MessageOctets(BytesMessage message) {
      this.message = message;
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
        byte[] read = new byte[length];
        int count = message.readBytes(read, length);
        if (count > 0) {
          System.arraycopy(read, 0, octets, offset, count);
        }
        return count <= 0 ? -1 : count;
      } catch (JMSException e) {
        throw new IOException(e);
      }
    }
  }

  /**
   * Lets the answer of {@code accept-message} pass, unless the mail was refused there.
   *
   * @throws SubmissionRefusedException then
   */
  public static void requireAccepted(Exchange exchange) throws SubmissionRefusedException {
    Object answer = exchange.getMessage().getBody();
    if (answer instanceof MailRefusal refusal) {
      throw new SubmissionRefusedException(refusal.reply());
    }
    if (answer instanceof SmtpReply reply && reply.code().isPermanent()) {
      throw new SubmissionRefusedException(reply);
    }
    if (!(answer instanceof SmtpReply reply) || reply.code().isTransient()) {
      throw new IllegalStateException("accept-message has not taken the mail: " + answer);
    }
  }

  /** Tells the log of a repetition, which is done with. */
  public static void logDuplicate(Exchange exchange) {
    DuplicateMailException failure =
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, DuplicateMailException.class);
    LOG.info("{}: submitted again by JMS, status=duplicate", failure.queueId());
  }

  /** Makes the message that came the body again, with the reason why it is refused. */
  public void reject(Exchange exchange) throws JMSException {
    SubmissionRefusedException failure =
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, SubmissionRefusedException.class);
    Message message = exchange.getProperty(PROPERTY, Message.class);
    String user = sender(message).orElse(SubmittingUser.ROUTER.name());
    // by JMS they could only be replaced as a whole, and AMQP has names that JMS has not
    if (message instanceof ActiveMQMessage artemis) {
      artemis.getCoreMessage().putStringProperty(REASON, failure.reply().toString());
      artemis.getCoreMessage().putStringProperty(REJECTED_USER, user);
    }
    exchange.getMessage().setBody(message);
    LOG.warn("a submission by JMS is refused, user={} ({})", user, failure.reply());
  }
}
