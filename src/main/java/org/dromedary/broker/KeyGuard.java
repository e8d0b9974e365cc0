package org.dromedary.broker;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQTransactionRolledBackException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.TransactionOperationAbstract;
import org.jspecify.annotations.Nullable;

/**
 * Lets one transaction at a time send a message of a duplicate id. Artemis looks for the id among
 * those of committed transactions only, so of two that run at the same time it would take both. The
 * second one is rolled back here, and may be repeated. Safe for use by several threads.
 */
final class KeyGuard implements ActiveMQServerMessagePlugin {
  private final ConcurrentMap<Key, Transaction> sending = new ConcurrentHashMap<>();

  private record Key(String address, ByteBuffer id) {
    static @Nullable Key of(Message message) {
      byte[] id = message.getDuplicateIDBytes();
      return id == null ? null : new Key(message.getAddress(), ByteBuffer.wrap(id));
    }
  }

  @Override
  public void beforeSend(
      ServerSession session,
      @Nullable Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue) {
    Key key = Key.of(message);
    if (key == null || transaction == null) {
      return;
    }
    Transaction other = sending.putIfAbsent(key, transaction);
    if (other == null) {
      transaction.addOperation(afterRollback(tx -> sending.remove(key, tx)));
    } else if (other != transaction) {
      transaction.markAsRollbackOnly(
          new ActiveMQTransactionRolledBackException(
              "another transaction is sending a message of this duplicate id"));
    }
  }

  /** What Artemis does after the commit, remember the id, comes before what is added here. */
  @Override
  public void afterSend(
      ServerSession session,
      @Nullable Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue,
      RoutingStatus result) {
    Key key = Key.of(message);
    if (key != null && transaction != null && sending.get(key) == transaction) {
      transaction.addOperation(afterCommit(tx -> sending.remove(key, tx)));
    }
  }

  private static TransactionOperationAbstract afterRollback(Consumer<Transaction> work) {
    return new TransactionOperationAbstract() {
      @Override
      public void afterRollback(Transaction transaction) {
        work.accept(transaction);
      }
    };
  }

  private static TransactionOperationAbstract afterCommit(Consumer<Transaction> work) {
    return new TransactionOperationAbstract() {
      @Override
      public void afterCommit(Transaction transaction) {
        work.accept(transaction);
      }
    };
  }
}
