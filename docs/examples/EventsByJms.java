import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.qpid.jms.JmsConnectionFactory;

/**
 * usage: EventsByJms URI USER PASSWORD, with org.apache.qpid:qpid-jms-client on the class path.
 * Prints what happens to the mails of this user until it is ended; several that run share the events.
 */
public class EventsByJms {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final int SEEN = 10_000;

  public static void main(String[] arguments) throws Exception {
    JmsConnectionFactory factory =
        new JmsConnectionFactory(arguments[1], arguments[2], arguments[0]);
    Set<String> seen = new LinkedHashSet<>();
    try (Connection connection = factory.createConnection()) {
      Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
      MessageConsumer events =
          session.createSharedDurableConsumer(
              session.createTopic("mail.events." + arguments[1]), "orders");
      connection.start();
      while (true) {
        TextMessage event = (TextMessage) events.receive();
        if (event == null) {
          return; // the connection is closed
        }
        Matcher id = ID.matcher(event.getText());
        if (id.find() && seen.add(id.group(1))) { // each comes at least once
          System.out.println(event.getText());
        }
        event.acknowledge(); // it does not come again
        if (seen.size() > SEEN) {
          seen.remove(seen.iterator().next());
        }
      }
    }
  }
}
