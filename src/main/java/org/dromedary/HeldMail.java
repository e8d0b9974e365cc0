package org.dromedary;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.routing.RoutingTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the mail that a rule keeps back routed again whenever the routing table has changed: what
 * another rule keeps back comes to the queue anew.
 */
final class HeldMail {
  private static final Logger LOG = LoggerFactory.getLogger(HeldMail.class);

  private final Supplier<RoutingTable> table;
  private final EmbeddedBroker broker;
  private final AtomicBoolean moving = new AtomicBoolean();
  private volatile @Nullable RoutingTable seen;

  HeldMail(Supplier<RoutingTable> table, EmbeddedBroker broker) {
    this.table = table;
    this.broker = broker;
  }

  /** Call it about once a second, of one thread; the executor does the work. */
  void refresh(Executor executor) {
    RoutingTable now = table.get();
    if (now != seen && moving.compareAndSet(false, true)) {
      executor.execute(() -> release(now));
    }
  }

  private void release(RoutingTable now) {
    try {
      int mails = broker.move("mail.held", "mail.ingress");
      if (mails > 0) {
        LOG.info("{} mails that were held are routed by the new table", mails);
      }
      seen = now;
    } catch (Exception e) {
      LOG.error("the mail on mail.held could not be routed again, it will be tried", e);
    } finally {
      moving.set(false);
    }
  }
}
