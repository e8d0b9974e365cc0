package org.dromedary.queue;

import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.dromedary.mail.Recipient;
import org.dromedary.routing.RetryPolicy;
import org.dromedary.routing.RoutingTable;

/**
 * Which retry policy a recipient has: at the remote stage that of its rule, as the routing table is
 * now; else that of the settings. Safe for use by several threads.
 */
public final class RetryPolicies {
  /** How long a mail is put aside for which its next hop has no room. */
  private static final Duration POSTPONEMENT = Duration.ofSeconds(60);

  private final RetryPolicy byDefault;
  private final Supplier<RoutingTable> table;

  /**
   * @param byDefault of mail that no rule has another policy for
   * @param table the current value
   */
  public RetryPolicies(RetryPolicy byDefault, Supplier<RoutingTable> table) {
    this.byDefault = byDefault;
    this.table = table;
  }

  RetryPolicy of(DeliveryReport report, Recipient recipient) {
    return switch (report.stage()) {
      case ROUTE, LOCAL -> byDefault;
      case REMOTE ->
          table
              .get()
              .retryPolicyFor(report.message().facts(), recipient.address())
              .orElse(byDefault);
    };
  }

  /** How long a mail waits that was not tried. */
  Duration postponement() {
    Duration first = byDefault.delays().getFirst();
    return first.compareTo(POSTPONEMENT) < 0 ? first : POSTPONEMENT;
  }

  /** Every delay that can be asked for now: one delay queue each. */
  public SortedSet<Duration> delays() {
    SortedSet<Duration> delays = new TreeSet<>(byDefault.queues());
    delays.add(postponement());
    table.get().retryPolicies().forEach(policy -> delays.addAll(policy.queues()));
    return delays;
  }
}
