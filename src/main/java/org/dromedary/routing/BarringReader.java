package org.dromedary.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.YamlTable.Place;

/** Each rule of a barring file by itself. */
final class BarringReader {
  private static final List<String> CONDITIONS =
      List.of("client", "helo", "sender", "recipient", "header");
  private static final List<String> KEYS =
      List.of(
          "client", "helo", "sender", "recipient", "header", "action", "code", "text", "enabled");

  private final YamlTable table;
  private final RuleParts parts;

  BarringReader(YamlTable table) {
    this.table = table;
    this.parts = new RuleParts(table);
  }

  /** Those that are enabled; all are checked. */
  List<BarringRule> rules(Map<String, Place> sections) {
    return table.list(Optional.ofNullable(sections.get("rules")), this::rule);
  }

  private Optional<BarringRule> rule(Place entry) {
    Map<String, Place> values = table.mapping(entry, KEYS);
    if (!values.isEmpty() && CONDITIONS.stream().noneMatch(values::containsKey)) {
      table.problem(
          entry, "matches every mail", "add one of " + String.join(", ", CONDITIONS) + ":");
    }
    BarringRule rule =
        new BarringRule(
            table.texts(value(values, "client"), RuleParts.NETWORK_REMEDY, IpNetwork::parse),
            table.texts(value(values, "helo"), RuleParts.PATTERN_REMEDY, Wildcard::parse),
            table.texts(
                value(values, "sender"), AddressPattern.SENDER_REMEDY, AddressPattern::parse),
            table.texts(
                value(values, "recipient"), AddressPattern.REMEDY, AddressPattern::parseRecipient),
            value(values, "header").flatMap(parts::header),
            refusal(entry, values));
    return table.isEnabled(values) ? Optional.of(rule) : Optional.empty();
  }

  private static Optional<Place> value(Map<String, Place> values, String key) {
    return Optional.ofNullable(values.get(key));
  }

  private Optional<SmtpReply> refusal(Place entry, Map<String, Place> values) {
    String action =
        table
            .required(entry, values, "action")
            .flatMap(
                place ->
                    table.text(
                        place,
                        "write refuse or allow",
                        text -> YamlTable.oneOf(text, List.of("refuse", "allow"))))
            .orElse("");
    if (action.equals("allow")) {
      for (String key : List.of("code", "text")) {
        value(values, key)
            .ifPresent(place -> table.problem(place, "is not for allow", "remove it"));
      }
    }
    return action.equals("refuse") ? parts.refusal(entry, values) : Optional.empty();
  }
}
