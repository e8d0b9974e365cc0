package org.dromedary.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dromedary.mail.DurationText;
import org.dromedary.mail.OctetCount;
import org.dromedary.mail.QueueId;
import org.dromedary.routing.AddressPattern;
import org.dromedary.routing.Wildcard;

/**
 * Which mails are meant. All conditions must hold; of one that is given several times, one value
 * must. Addresses are compared as in the routing table; a mail with several recipients is meant as
 * a whole when one of them is. Immutable.
 */
public final class MailFilter {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Map<String, List<String>> conditions;
  private final Set<QueueId> ids;
  private final Set<MailState> states;
  private final List<AddressPattern> senders;
  private final List<AddressPattern> recipients;
  private final List<Wildcard> nextHops;
  private final List<Wildcard> rules;
  private final List<Wildcard> replies;
  private final Optional<Duration> olderThan;
  private final Optional<Duration> youngerThan;
  private final OptionalLong largerThan;
  private final OptionalLong smallerThan;

  /** The names of the conditions, in the order in which they are described. */
  public static final List<String> CONDITIONS =
      List.of(
          "id",
          "state",
          "sender",
          "recipient",
          "next-hop",
          "rule",
          "reply",
          "older-than",
          "younger-than",
          "larger-than",
          "smaller-than");

  private MailFilter(Map<String, List<String>> conditions) {
    this.conditions = Map.copyOf(conditions);
    ids = parsed("id", QueueId::new).collect(Collectors.toUnmodifiableSet());
    states = parsed("state", MailState::parse).collect(Collectors.toUnmodifiableSet());
    senders = parsed("sender", AddressPattern::parse).toList();
    recipients = parsed("recipient", AddressPattern::parseRecipient).toList();
    nextHops = parsed("next-hop", Wildcard::parse).toList();
    rules = parsed("rule", Wildcard::parse).toList();
    replies = parsed("reply", text -> Wildcard.parse("*" + text + "*")).toList();
    olderThan = parsed("older-than", MailFilter::duration).findFirst();
    youngerThan = parsed("younger-than", MailFilter::duration).findFirst();
    largerThan = octets("larger-than");
    smallerThan = octets("smaller-than");
  }

  /**
   * Parses conditions by their names.
   *
   * @throws IllegalArgumentException naming the condition
   */
  public static MailFilter parse(Map<String, List<String>> conditions) {
    for (String name : conditions.keySet()) {
      if (!CONDITIONS.contains(name)) {
        throw new IllegalArgumentException(name + ": none of " + String.join(", ", CONDITIONS));
      }
    }
    return new MailFilter(conditions);
  }

  /** One mail, whatever its state. */
  public static MailFilter ofId(QueueId id) {
    return new MailFilter(Map.of("id", List.of(id.value())));
  }

  private <T> Stream<T> parsed(String name, Function<String, T> parser) {
    return conditions.getOrDefault(name, List.of()).stream()
        .map(
            text -> {
              try {
                return parser.apply(text);
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
              }
            });
  }

  private static Duration duration(String text) {
    return DurationText.parse(text, Duration.ZERO, LONGEST);
  }

  private OptionalLong octets(String name) {
    return parsed(name, OctetCount::parse).mapToLong(OctetCount::octets).findFirst();
  }

  /** Whether every mail is meant. */
  public boolean isEmpty() {
    return conditions.isEmpty();
  }

  /** Whether mail that is meant may be on this queue. */
  public boolean mayBeOn(String queue) {
    return states.isEmpty()
        || states.stream()
            .anyMatch(
                state ->
                    switch (state) {
                      case UNROUTED ->
                          queue.equals(MailQueue.INGRESS)
                              || queue.equals(MailQueue.REROUTED)
                              || queue.equals(MailQueue.LIST);
                      case ROUTED ->
                          queue.equals(MailQueue.LOCAL) || queue.equals(MailQueue.OUTBOUND);
                      case READY, ACTIVE ->
                          MailQueue.isRetry(queue)
                              || queue.equals(MailQueue.LOCAL)
                              || queue.equals(MailQueue.OUTBOUND);
                      case DEFERRED, DELAYED -> MailQueue.isRetry(queue);
                      case HELD -> queue.equals(MailQueue.HELD);
                      case SUSPENDED -> queue.equals(MailQueue.SUSPENDED);
                      case RETURNED -> queue.equals(MailQueue.RETURNED);
                      case UNDELIVERABLE -> queue.equals(MailQueue.UNDELIVERABLE);
                      case DEAD -> queue.equals(MailQueue.DEAD);
                    });
  }

  /**
   * Whether a mail is meant.
   *
   * @param state of the entry
   * @param ways of the entry; asked for only when a condition is about them
   */
  public boolean matches(
      QueueEntry entry, MailState state, Supplier<Set<MailWay>> ways, Instant now) {
    return matchesEnvelope(entry.mail())
        && (states.isEmpty() || states.contains(state))
        && matchesAgeAndSize(entry.mail(), now)
        && any(replies, entry.mail().retry().lastReply())
        && (nextHops.isEmpty() || ways.get().stream().anyMatch(w -> any(nextHops, w.nextHop())))
        && (rules.isEmpty() || ways.get().stream().anyMatch(w -> any(rules, w.rule())));
  }

  private boolean matchesEnvelope(QueuedMessage mail) {
    return (ids.isEmpty() || ids.contains(mail.queueId()))
        && (senders.isEmpty()
            || senders.stream().anyMatch(p -> p.matches(mail.envelope().reversePath().address())))
        && (recipients.isEmpty()
            || mail.envelope().recipients().stream()
                .anyMatch(
                    r -> recipients.stream().anyMatch(p -> p.matches(Optional.of(r.address())))));
  }

  private boolean matchesAgeAndSize(QueuedMessage mail, Instant now) {
    Duration age = mail.ageAt(now);
    long size = mail.content().size();
    return olderThan.filter(least -> age.compareTo(least) <= 0).isEmpty()
        && youngerThan.filter(most -> age.compareTo(most) >= 0).isEmpty()
        && (largerThan.isEmpty() || size > largerThan.getAsLong())
        && (smallerThan.isEmpty() || size < smallerThan.getAsLong());
  }

  private static boolean any(List<Wildcard> patterns, String text) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(text));
  }

  /** As it was written: {@code sender=a@example.org recipient=example.net}. */
  @Override
  public String toString() {
    return conditions.isEmpty()
        ? "all"
        : CONDITIONS.stream()
            .flatMap(
                name ->
                    conditions.getOrDefault(name, List.of()).stream()
                        .map(value -> name + "=" + value))
            .collect(Collectors.joining(" "));
  }
}
