package org.dromedary.spool;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;

/**
 * Connections on which the n-th step of a transaction breaks the connection: before it takes
 * effect, or after it did, as when the answer is lost. A step is a send or a commit.
 */
final class FaultyConnections implements BrokerConnections {
  private static final Set<String> STEPS = Set.of("send", "commit");

  private final BrokerConnections connections;
  private final AtomicInteger stepsLeft;
  private final boolean afterwards;

  FaultyConnections(BrokerConnections connections, int breakAtStep, boolean afterwards) {
    this.connections = connections;
    this.stepsLeft = new AtomicInteger(breakAtStep);
    this.afterwards = afterwards;
  }

  boolean hasBroken() {
    return stepsLeft.get() <= 0;
  }

  @Override
  public ClientSessionFactory connect() throws Exception {
    ClientSessionFactory factory = connections.connect();
    return proxy(ClientSessionFactory.class, factory, factory);
  }

  private <T> T proxy(Class<T> type, T target, ClientSessionFactory connection) {
    InvocationHandler handler =
        (self, method, arguments) -> {
          boolean breaks = STEPS.contains(method.getName()) && stepsLeft.decrementAndGet() == 0;
          if (breaks && !afterwards) {
            connection.close();
            throw new ActiveMQException("broken before " + method.getName());
          }
          Object result = invoke(target, method, arguments);
          if (breaks) {
            connection.close();
            throw new ActiveMQException("broken after " + method.getName());
          }
          return wrap(result, connection);
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Object wrap(Object result, ClientSessionFactory connection) {
    if (result instanceof ClientSession session) {
      return proxy(ClientSession.class, session, connection);
    }
    if (result instanceof ClientProducer producer) {
      return proxy(ClientProducer.class, producer, connection);
    }
    return result;
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
