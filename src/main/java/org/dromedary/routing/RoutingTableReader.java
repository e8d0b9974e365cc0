package org.dromedary.routing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dromedary.mail.OctetCount;
import org.dromedary.routing.YamlTable.Place;

/** Each rule of a routing table by itself, and that no two have one name. */
final class RoutingTableReader {
  private static final List<String> CONDITIONS =
      List.of(
          "sender",
          "recipient",
          "client",
          "user",
          "listener",
          "header",
          "larger-than",
          "smaller-than",
          "when");
  static final List<String> KEYS =
      Stream.of(List.of("name"), CONDITIONS, ActionReader.KEYS, List.of("enabled"))
          .flatMap(List::stream)
          .toList();

  private static final String NAME_REMEDY = "write a name of at most 60 printable ASCII characters";
  private static final String SIZE_REMEDY = "write a number and a unit (B, KiB, MiB, GiB)";
  private static final String WHEN_REMEDY =
      "write a Simple expression such as ${body.size} > 1000; the view of a mail is in"
          + " docs/operations.md";
  private static final Pattern NAME = Pattern.compile("[!-~](?:[ -~]{0,58}[!-~])?");

  private final YamlTable table;
  private final RuleParts parts;
  private final ActionReader actions;
  private final MailPredicate.Parser expressions;
  private final RetryPolicyNames retryPolicies;
  private final Set<String> names = new HashSet<>();

  /**
   * @param byDefault for what a rule does not say
   * @param context what else rules go by
   * @param retryPolicies those of the table
   */
  RoutingTableReader(
      YamlTable table, HostAccess byDefault, RuleContext context, RetryPolicyNames retryPolicies) {
    this.retryPolicies = retryPolicies;
    this.expressions = context.expressions();
    this.table = table;
    this.parts = new RuleParts(table);
    this.actions = new ActionReader(table, byDefault, context.endpoints());
  }

  /** Those that are enabled; all are checked. */
  List<NextHopRule> rules(Map<String, Place> sections) {
    return table.list(Optional.ofNullable(sections.get("rules")), this::rule);
  }

  /** One of them; empty when it is switched off, or wrong. */
  Optional<NextHopRule> rule(Place entry) {
    Map<String, Place> values = table.mapping(entry, KEYS);
    Optional<String> name = table.required(entry, values, "name").flatMap(this::name);
    RuleConditions conditions = conditions(values);
    Optional<RuleAction> action = actions.action(entry, values);
    Optional<RetryPolicy> retryPolicy = retryPolicies.in(values);
    if (!table.isEnabled(values) || name.isEmpty() || action.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new NextHopRule(name.get(), conditions, action.get(), retryPolicy));
  }

  private static Optional<Place> value(Map<String, Place> values, String key) {
    return Optional.ofNullable(values.get(key));
  }

  private Optional<String> name(Place place) {
    return table.scalar(Optional.of(place), NAME_REMEDY, this::unusedName);
  }

  private String unusedName(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("not a name");
    }
    if (!names.add(text)) {
      throw new IllegalArgumentException("another rule has this name");
    }
    return text;
  }

  private RuleConditions conditions(Map<String, Place> values) {
    return new RuleConditions(
        table.texts(value(values, "sender"), AddressPattern.SENDER_REMEDY, AddressPattern::parse),
        table.texts(
            value(values, "recipient"), AddressPattern.REMEDY, AddressPattern::parseRecipient),
        table.texts(value(values, "client"), RuleParts.NETWORK_REMEDY, IpNetwork::parse),
        table.texts(value(values, "user"), RuleParts.PATTERN_REMEDY, Wildcard::parse),
        Set.copyOf(
            table.texts(
                value(values, "listener"),
                "write smtp, submission, submissions, jms, http, fetch or local",
                text -> YamlTable.oneOf(text, RoutingFacts.LISTENERS))),
        value(values, "header").flatMap(parts::header),
        size(values, "larger-than").orElse(-1L),
        size(values, "smaller-than").orElse(Long.MAX_VALUE),
        value(values, "when").flatMap(place -> table.text(place, WHEN_REMEDY, expressions::parse)));
  }

  private Optional<Long> size(Map<String, Place> values, String key) {
    return table.scalar(value(values, key), SIZE_REMEDY, OctetCount::parse).map(OctetCount::octets);
  }
}
