package org.dromedary.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.YamlTable.Place;

/** What rules of several tables have in common. */
final class RuleParts {
  static final String NETWORK_REMEDY = "write an address or a network: 192.0.2.0/24";
  static final String PATTERN_REMEDY = "write a name, with * and ? where it varies";

  private static final List<String> HEADER_KEYS = List.of("name", "value");
  private static final String CODE_REMEDY = "write 550, or 450 for a refusal for now";
  private static final String TEXT_REMEDY = "write one line of at most 200 ASCII characters";

  /** RFC 5321 §4.5.3.1.5: a reply line has at most 512 octets. */
  private static final Pattern TEXT = Pattern.compile("[ -~]{1,200}");

  private final YamlTable table;

  RuleParts(YamlTable table) {
    this.table = table;
  }

  /** What a key {@code header} says: {@code name} and {@code value}. */
  Optional<HeaderPattern> header(Place place) {
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

  /** What the keys {@code code} and {@code text} of a rule say. */
  Optional<SmtpReply> refusal(Place entry, Map<String, Place> values) {
    String code =
        table
            .scalar(
                Optional.ofNullable(values.get("code")),
                CODE_REMEDY,
                text -> YamlTable.oneOf(text, List.of("550", "450")))
            .orElse("550");
    // RFC 3463 §3.8: X.7.1 delivery not authorized, message refused
    String status = code.charAt(0) + ".7.1";
    return table
        .required(entry, values, "text")
        .flatMap(place -> table.text(place, TEXT_REMEDY, RuleParts::line))
        .map(line -> SmtpReply.of(Integer.parseInt(code), status, line));
  }

  private static String line(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("not a line of a reply");
    }
    return text;
  }
}
