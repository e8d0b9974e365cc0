package org.dromedary.broker;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Writes on each message who sent it, over whatever the sender wrote there. Artemis does so itself
 * (populate-validated-user), but not with AMQP, where a client chooses what it says.
 */
record SenderStamp() implements ActiveMQServerPlugin {
  /** Octets of UTF-8. */
  private static final SimpleString PROPERTY = SimpleString.of(EmbeddedBroker.SENDER_PROPERTY);

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue) {
    String user = Optional.ofNullable(session.getValidatedUser()).orElse("");
    message.removeExtraBytesProperty(PROPERTY);
    message.putExtraBytesProperty(PROPERTY, user.getBytes(StandardCharsets.UTF_8));
    message.reencode();
  }
}
