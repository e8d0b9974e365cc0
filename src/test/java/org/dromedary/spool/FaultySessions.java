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

/**
 * Sessions on which the n-th step of a transaction breaks the session: before it takes effect, or
 * after it did, as when the answer is lost. A step is a send or a commit.
 */
final class FaultySessions implements BrokerSessions {
  private static final Set<String> STEPS = Set.of("send", "commit");

  private final BrokerSessions sessions;
  private final AtomicInteger stepsLeft;
  private final boolean afterwards;

  FaultySessions(BrokerSessions sessions, int breakAtStep, boolean afterwards) {
    this.sessions = sessions;
    this.stepsLeft = new AtomicInteger(breakAtStep);
    this.afterwards = afterwards;
  }

  boolean hasBroken() {
    return stepsLeft.get() <= 0;
  }

  @Override
  public ClientSession open() throws Exception {
    ClientSession session = sessions.open();
    return proxy(ClientSession.class, session, session);
  }

  private <T> T proxy(Class<T> type, T target, ClientSession session) {
    InvocationHandler handler =
        (self, method, arguments) -> {
          boolean breaks = STEPS.contains(method.getName()) && stepsLeft.decrementAndGet() == 0;
          if (breaks && !afterwards) {
            session.close();
            throw new ActiveMQException("broken before " + method.getName());
          }
          Object result = invoke(target, method, arguments);
          if (breaks) {
            session.close();
            throw new ActiveMQException("broken after " + method.getName());
          }
          return result instanceof ClientProducer producer
              ? proxy(ClientProducer.class, producer, session)
              : result;
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
