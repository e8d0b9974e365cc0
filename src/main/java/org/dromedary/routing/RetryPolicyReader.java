package org.dromedary.routing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dromedary.mail.DurationText;
import org.dromedary.routing.YamlTable.Place;

/** The section {@code retry-policies} of a routing table. */
final class RetryPolicyReader {
  static final List<String> KEYS =
      List.of(
          "name",
          "delay",
          "back-off-multiplier",
          "maximum-delay",
          "delays",
          "jitter",
          "dns-delay",
          "lifetime",
          "warn-after");

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final String DELAY_REMEDY = "write a number and a unit (s, m, h, d), from 1s";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
  private static final Pattern MULTIPLIER = Pattern.compile("\\d{1,4}(\\.\\d{1,4})?");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,2}) ?%");

  private final YamlTable table;
  private final RetryPolicy byDefault;

  /**
   * @param byDefault for what a policy does not say
   */
  RetryPolicyReader(YamlTable table, RetryPolicy byDefault) {
    this.table = table;
    this.byDefault = byDefault;
  }

  /** The policies by their names. */
  Map<String, RetryPolicy> read(Optional<Place> section) {
    Map<String, RetryPolicy> policies = new LinkedHashMap<>();
    table.list(
        section,
        entry -> {
          Optional<RetryPolicy> policy = policy(entry);
          policy.ifPresent(
              read -> {
                if (policies.putIfAbsent(read.name(), read) != null) {
                  table.problem(entry, "another policy has this name", "give it another name");
                }
              });
          return policy;
        });
    return policies;
  }

  private Optional<RetryPolicy> policy(Place entry) {
    Map<String, Place> values = table.mapping(entry, KEYS);
    Optional<String> name =
        table
            .required(entry, values, "name")
            .flatMap(
                place ->
                    table.text(place, "write letters, digits and . _ -", RetryPolicyReader::name));
    List<Duration> delays = delays(entry, values);
    Duration dnsDelay = duration(values, "dns-delay").orElse(byDefault.dnsDelay());
    Duration lifetime = duration(values, "lifetime").orElse(byDefault.lifetime());
    double jitter =
        table
            .scalar(value(values, "jitter"), "write 0% to 50%", RetryPolicyReader::jitter)
            .orElse(byDefault.jitter());
    List<Duration> warnAfter =
        table.texts(value(values, "warn-after"), DELAY_REMEDY, RetryPolicyReader::duration);
    return name.map(
        n ->
            new RetryPolicy(
                n,
                delays,
                jitter,
                dnsDelay,
                lifetime,
                values.containsKey("warn-after") ? warnAfter : byDefault.warnAfter()));
  }

  private static Optional<Place> value(Map<String, Place> values, String key) {
    return Optional.ofNullable(values.get(key));
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("not a name");
    }
    return text;
  }

  private static double jitter(String text) {
    var matcher = PERCENT.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > 50) {
      throw new IllegalArgumentException("not from 0% to 50%");
    }
    return Integer.parseInt(matcher.group(1)) / 100.0;
  }

  private Optional<Duration> duration(Map<String, Place> values, String key) {
    return table.scalar(value(values, key), DELAY_REMEDY, RetryPolicyReader::duration);
  }

  private static Duration duration(String text) {
    return DurationText.parse(text, Duration.ofSeconds(1), LONGEST);
  }

  private List<Duration> delays(Place entry, Map<String, Place> values) {
    List<String> formula =
        List.of("delay", "back-off-multiplier", "maximum-delay").stream()
            .filter(values::containsKey)
            .toList();
    List<Duration> listed =
        table.texts(value(values, "delays"), DELAY_REMEDY, RetryPolicyReader::duration);
    if (!listed.isEmpty() && !formula.isEmpty()) {
      table.problem(
          entry, "has both delays and " + formula.getFirst(), "keep delays, or the others");
    }
    if (listed.size() > RetryPolicy.MAXIMUM_DELAYS) {
      table.problem(entry, "has too many delays", "the last is used again and again");
      return byDefault.delays();
    }
    if (!listed.isEmpty() || formula.isEmpty()) {
      return listed.isEmpty() ? byDefault.delays() : listed;
    }
    return backOff(entry, values);
  }

  private List<Duration> backOff(Place entry, Map<String, Place> values) {
    Duration delay = duration(values, "delay").orElse(byDefault.delays().getFirst());
    Duration maximum = duration(values, "maximum-delay").orElse(RetryPolicy.DEFAULT_MAXIMUM_DELAY);
    double multiplier =
        table
            .scalar(
                value(values, "back-off-multiplier"),
                "write 1, or a number from 1.2 to 10",
                RetryPolicyReader::multiplier)
            .orElse(RetryPolicy.DEFAULT_BACK_OFF_MULTIPLIER);
    try {
      return RetryPolicy.backOff(
          delay,
          multiplier,
          maximum.compareTo(delay) < 0 && !values.containsKey("maximum-delay") ? delay : maximum);
    } catch (IllegalArgumentException e) {
      table.problem(entry, String.valueOf(e.getMessage()), "change one of the two");
      return byDefault.delays();
    }
  }

  /** Its bounds are those of {@link RetryPolicy#backOff}. */
  private static double multiplier(String text) {
    if (!MULTIPLIER.matcher(text).matches()) {
      throw new IllegalArgumentException("not a decimal number");
    }
    return Double.parseDouble(text);
  }
}
