package org.dromedary.delivery;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.queue.MailWay;
import org.dromedary.queue.MailWays;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.routing.RemoteWay;
import org.dromedary.routing.RoutingFacts;
import org.dromedary.routing.RoutingTable;

/** How mail would be delivered by the routing table as it is now. */
public final class DeliveryWays implements MailWays {
  private static final String NO_RULE = "default";

  private final Supplier<RoutingTable> routingTable;
  private final Supplier<Set<QueueId>> ready;
  private final Runnable reopening;

  private DeliveryWays(
      Supplier<RoutingTable> routingTable, Supplier<Set<QueueId>> ready, Runnable reopening) {
    this.routingTable = routingTable;
    this.ready = ready;
    this.reopening = reopening;
  }

  /** Where this process delivers. */
  public DeliveryWays(Supplier<RoutingTable> routingTable, RemoteDelivery delivery) {
    this(routingTable, delivery::ready, delivery::reopen);
  }

  /**
   * Where others do.
   *
   * @param reopening has them try next hops that could not be reached
   */
  public static DeliveryWays ofOthers(Supplier<RoutingTable> routingTable, Runnable reopening) {
    return new DeliveryWays(routingTable, Set::of, reopening);
  }

  @Override
  public Set<MailWay> of(QueuedMessage mail) {
    RoutingTable table = routingTable.get();
    RoutingFacts facts = mail.facts();
    Set<MailWay> ways = new LinkedHashSet<>();
    for (Recipient recipient : mail.envelope().recipients()) {
      MailAddress address = recipient.address();
      ways.add(
          new MailWay(
              name(table.wayOf(facts, address), address),
              table.ruleFor(facts, address).orElse(NO_RULE)));
    }
    return ways;
  }

  private static String name(RemoteWay way, MailAddress address) {
    return way instanceof RemoteWay.Sent sent
        ? NextHop.of(sent, address).toString()
        : way.toString();
  }

  @Override
  public Set<QueueId> ready() {
    return ready.get();
  }

  @Override
  public void reopen() {
    reopening.run();
  }
}
