package org.dromedary.routing;

import java.util.List;
import java.util.Optional;

/**
 * One rule of a routing table. An empty condition is none; of the values in a condition one must
 * match, of the conditions all.
 *
 * @param name unique in its table
 */
record NextHopRule(
    String name, List<AddressPattern> senders, List<AddressPattern> recipients, RemoteWay way) {

  public NextHopRule {
    senders = List.copyOf(senders);
    recipients = List.copyOf(recipients);
  }

  /** The condition that is not met, as the table calls it; empty when the rule matches. */
  Optional<String> unmet(Optional<ComparedAddress> sender, Optional<ComparedAddress> recipient) {
    if (!isMet(senders, sender)) {
      return Optional.of("sender");
    }
    return isMet(recipients, recipient) ? Optional.empty() : Optional.of("recipient");
  }

  private static boolean isMet(List<AddressPattern> patterns, Optional<ComparedAddress> address) {
    return patterns.isEmpty()
        || patterns.stream().anyMatch(pattern -> pattern.matchesCompared(address));
  }
}
