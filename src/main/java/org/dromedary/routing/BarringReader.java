package org.dromedary.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.YamlTable.Place;

/** Each rule of a barring file by itself. */
final class BarringReader {
  private static final List<String> CONDITIONS =
      List.of("client", "helo", "sender", "recipient", "header");
  private static final List<String> KEYS =
      List.of(
          "client", "helo", "sender", "recipient", "header", "action", "code", "text", "enabled");
  private static final List<String> HEADER_KEYS = List.of("name", "value");

  private static final String NETWORK_REMEDY = "write an address or a network: 192.0.2.0/24";
  private static final String PATTERN_REMEDY = "write a name, with * and ? where it varies";
  private static final String CODE_REMEDY = "write 550, or 450 for a refusal for now";
  private static final String TEXT_REMEDY = "write one line of at most 200 ASCII characters";

  /** RFC 5321 §4.5.3.1.5: a reply line has at most 512 octets. */
  private static final Pattern TEXT = Pattern.compile("[ -~]{1,200}");

  private final YamlTable table;

  BarringReader(YamlTable table) {
    this.table = table;
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
            table.texts(value(values, "client"), NETWORK_REMEDY, IpNetwork::parse),
            table.texts(value(values, "helo"), PATTERN_REMEDY, Wildcard::parse),
            table.texts(
                value(values, "sender"), AddressPattern.SENDER_REMEDY, AddressPattern::parse),
            table.texts(
                value(values, "recipient"), AddressPattern.REMEDY, AddressPattern::parseRecipient),
            value(values, "header").flatMap(this::header),
            refusal(entry, values));
    return table.isEnabled(values) ? Optional.of(rule) : Optional.empty();
  }

  private static Optional<Place> value(Map<String, Place> values, String key) {
    return Optional.ofNullable(values.get(key));
  }

  private Optional<HeaderPattern> header(Place place) {
    Map<String, Place> values = table.mapping(place, HEADER_KEYS);
    Optional<String> name =
        table
            .required(place, values, "name")
            .flatMap(p -> table.text(p, "write a name such as Subject", HeaderPattern::name));
    Optional<Wildcard> value =
        table
            .required(place, values, "value")
            .flatMap(p -> table.text(p, PATTERN_REMEDY, Wildcard::parse));
    return name.flatMap(n -> value.map(v -> new HeaderPattern(n, v)));
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
    return action.equals("refuse") ? reply(entry, values) : Optional.empty();
  }

  private Optional<SmtpReply> reply(Place entry, Map<String, Place> values) {
    String code =
        table
            .scalar(
                value(values, "code"),
                CODE_REMEDY,
                text -> YamlTable.oneOf(text, List.of("550", "450")))
            .orElse("550");
    // RFC 3463 §3.8: X.7.1 delivery not authorized, message refused
    String status = code.charAt(0) + ".7.1";
    return table
        .required(entry, values, "text")
        .flatMap(place -> table.text(place, TEXT_REMEDY, BarringReader::line))
        .map(line -> SmtpReply.of(Integer.parseInt(code), status, line));
  }

  private static String line(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("not a line of a reply");
    }
    return text;
  }
}
