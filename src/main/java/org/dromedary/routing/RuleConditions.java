package org.dromedary.routing;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * For which mails a rule of a routing table is. An empty condition is none; of the values in a
 * condition one must match, of the conditions all.
 *
 * @param listeners their names
 * @param largerThan octets that the mail must have more than; -1 for any mail
 * @param smallerThan octets that the mail must have less than
 * @param when an expression
 */
record RuleConditions(
    List<AddressPattern> senders,
    List<AddressPattern> recipients,
    List<IpNetwork> clients,
    List<Wildcard> users,
    Set<String> listeners,
    Optional<HeaderPattern> header,
    long largerThan,
    long smallerThan,
    Optional<MailPredicate> when) {

  RuleConditions {
    senders = List.copyOf(senders);
    recipients = List.copyOf(recipients);
    clients = List.copyOf(clients);
    users = List.copyOf(users);
    listeners = Set.copyOf(listeners);
  }

  /** Conditions on the addresses alone. */
  static RuleConditions of(List<AddressPattern> senders, List<AddressPattern> recipients) {
    return new RuleConditions(
        senders,
        recipients,
        List.of(),
        List.of(),
        Set.of(),
        Optional.empty(),
        -1,
        Long.MAX_VALUE,
        Optional.empty());
  }

  /**
   * The condition that is not met, as the table calls it; empty when all are.
   *
   * @param headers the patterns of all rules of the table
   */
  Optional<String> unmet(
      RoutingFacts facts, Optional<ComparedAddress> recipient, Collection<HeaderPattern> headers) {
    return unmetByEnvelope(facts, recipient).or(() -> unmetByRest(facts, recipient, headers));
  }

  /** The same of what is known at RCPT: sender, recipient, client and user. */
  Optional<String> unmetByEnvelope(RoutingFacts facts, Optional<ComparedAddress> recipient) {
    RoutingFacts.Origin origin = facts.origin();
    if (!isMet(senders, facts.sender())) {
      return Optional.of("sender");
    }
    if (!isMet(recipients, recipient)) {
      return Optional.of("recipient");
    }
    if (!clients.isEmpty()
        && origin.client().filter(a -> clients.stream().anyMatch(n -> n.contains(a))).isEmpty()) {
      return Optional.of("client");
    }
    return !users.isEmpty()
            && origin.user().filter(u -> users.stream().anyMatch(w -> w.matches(u))).isEmpty()
        ? Optional.of("user")
        : Optional.empty();
  }

  /** Whether there are conditions on more than what is known at RCPT. */
  boolean needMore() {
    return !listeners.isEmpty()
        || header.isPresent()
        || when.isPresent()
        || largerThan >= 0
        || smallerThan < Long.MAX_VALUE;
  }

  private Optional<String> unmetByRest(
      RoutingFacts facts, Optional<ComparedAddress> recipient, Collection<HeaderPattern> headers) {
    if (!listeners.isEmpty() && !listeners.contains(facts.origin().listener())) {
      return Optional.of("listener");
    }
    if (facts.size() <= largerThan || facts.size() >= smallerThan) {
      return Optional.of("size");
    }
    if (header.isPresent() && !facts.has(header.get(), headers)) {
      return Optional.of("header");
    }
    String to = recipient.map(ComparedAddress::toString).orElse("");
    return when.isPresent() && !when.get().matches(new MailView(facts, to))
        ? Optional.of("when")
        : Optional.empty();
  }

  private static boolean isMet(List<AddressPattern> patterns, Optional<ComparedAddress> address) {
    return patterns.isEmpty()
        || patterns.stream().anyMatch(pattern -> pattern.matchesCompared(address));
  }
}
