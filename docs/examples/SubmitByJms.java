import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.qpid.jms.JmsConnectionFactory;

/** usage: SubmitByJms URI USER PASSWORD KEY, with org.apache.qpid:qpid-jms-client on the class path. */
public class SubmitByJms {
  public static void main(String[] arguments) throws Exception {
    JmsConnectionFactory factory =
        new JmsConnectionFactory(arguments[1], arguments[2], arguments[0]);
    try (Connection connection = factory.createConnection()) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageProducer producer = session.createProducer(session.createQueue("mail.submit"));
      TextMessage message =
          session.createTextMessage(
              "From: Shop <shop@example.org>\r\n"
                  + "To: alice@example.org\r\n"
                  + "Subject: Your order "
                  + arguments[3]
                  + "\r\n\r\nThank you.\r\n");
      message.setStringProperty("idempotencyKey", arguments[3]);
      message.setJMSCorrelationID(arguments[3]);
      producer.send(message); // returns when it is on the disk of the router
    }
  }
}
