package org.dromedary.routing;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routing table: the rules of its file, and before them those that were added while the router
 * runs, the newest first. These are kept over restarts, and some end at a time. Safe for use by
 * several threads.
 */
public final class DynamicRules implements Supplier<RoutingTable> {
  /** Each is looked at for each recipient, and none is meant to stay for long. */
  static final int MAXIMUM_RULES = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(DynamicRules.class);

  /** Where they are kept. */
  public interface Store {
    /** What was kept last, oldest first. */
    List<DynamicRule> read() throws IOException;

    /** Keeps these instead; they are on stable storage when it returns. */
    void replace(List<DynamicRule> rules) throws IOException;
  }

  /**
   * A table of both.
   *
   * @param end when the first of the rules ends
   */
  private record Composed(
      RoutingTable file, List<DynamicRule> rules, Optional<Instant> end, RoutingTable table) {
    boolean isOf(RoutingTable fileNow, List<DynamicRule> rulesNow) {
      return file == fileNow && rules == rulesNow;
    }

    boolean isOverAt(InstantSource clock) {
      return end.isPresent() && !clock.instant().isBefore(end.get());
    }
  }

  private final Supplier<RoutingTable> file;
  private final RuleContext context;
  private final Store store;
  private final InstantSource clock;
  private volatile List<DynamicRule> rules;
  private volatile List<String> problems = List.of();
  private volatile @Nullable Composed composed;
  private final Parsed parsed = new Parsed();

  /** What the rules were made of for the table of the file as it is; under the lock. */
  private final class Parsed {
    private final Map<DynamicRule, TableResult<Optional<NextHopRule>>> results = new HashMap<>();
    private @Nullable RoutingTable of;

    TableResult<Optional<NextHopRule>> of(DynamicRule rule, RoutingTable now) {
      if (of != now) {
        results.clear(); // its defaults and retry policies may be others
        of = now;
      }
      return results.computeIfAbsent(rule, r -> parse(r.text(), now));
    }

    void keepOnly(List<DynamicRule> left) {
      results.keySet().retainAll(Set.copyOf(left));
    }
  }

  /**
   * Reads what was kept.
   *
   * @param file the current table of the file
   * @param context what rules go by
   * @throws IOException when it cannot be read
   */
  public DynamicRules(
      Supplier<RoutingTable> file, RuleContext context, Store store, InstantSource clock)
      throws IOException {
    this.file = file;
    this.context = context.fromOutside();
    this.store = store;
    this.clock = clock;
    this.rules = List.copyOf(store.read());
  }

  /** All rules, as they are now. */
  @Override
  public RoutingTable get() {
    RoutingTable now = file.get();
    Composed known = composed;
    if (known != null && known.isOf(now, rules)) {
      if (!known.isOverAt(clock)) {
        return known.table();
      }
      expire();
    }
    return compose(now);
  }

  private synchronized RoutingTable compose(RoutingTable now) {
    List<String> wrong = new ArrayList<>();
    List<NextHopRule> first = new ArrayList<>();
    for (DynamicRule rule : rules.reversed()) {
      switch (parsed.of(rule, now)) {
        case Valid<Optional<NextHopRule>> valid -> valid.value().ifPresent(first::add);
        // what it names may be gone from the file: it waits for that to come back
        case Invalid<Optional<NextHopRule>> invalid ->
            invalid
                .problems()
                .forEach(problem -> wrong.add("rule " + rule.name() + ": " + problem));
      }
    }
    if (!wrong.equals(problems)) {
      wrong.forEach(problem -> LOG.error("{}; the rule is not in force", problem));
      problems = List.copyOf(wrong);
    }
    parsed.keepOnly(rules);
    RoutingTable table = first.isEmpty() ? now : now.behind(first);
    Optional<Instant> end =
        rules.stream().flatMap(rule -> rule.until().stream()).min(Instant::compareTo);
    composed = new Composed(now, rules, end, table);
    return table;
  }

  private TableResult<Optional<NextHopRule>> parse(String text, RoutingTable table) {
    return RoutingTableFile.rule(text, table, context);
  }

  /** Which of them are not in force, and why. */
  public List<String> problems() {
    return problems;
  }

  /** Those that have not ended, the newest first. */
  public List<DynamicRule> list() {
    Instant now = clock.instant();
    return rules.reversed().stream().filter(rule -> !rule.isOverAt(now)).toList();
  }

  /**
   * Adds a rule, in place of another of the same name; it is in force and kept when this returns.
   *
   * @param text as in the routing table: a mapping in YAML or JSON
   * @param timeToLive empty for a rule that stays until it is removed
   * @return its name, or what is wrong with it
   * @throws IOException when it cannot be kept: it is not in force then
   */
  public synchronized TableResult<String> add(String text, Optional<Duration> timeToLive)
      throws IOException {
    return switch (parse(text, file.get())) {
      case Invalid<Optional<NextHopRule>> invalid -> new Invalid<>(invalid.problems());
      case Valid<Optional<NextHopRule>> valid ->
          valid.value().isPresent()
              ? add(valid.value().get().name(), text, timeToLive)
              : invalid("is switched off by 'enabled'", "leave 'enabled' out");
    };
  }

  private TableResult<String> add(String name, String text, Optional<Duration> timeToLive)
      throws IOException {
    Map<String, DynamicRule> next = byName();
    next.remove(name);
    if (next.size() >= MAXIMUM_RULES) {
      return invalid(
          "there are " + MAXIMUM_RULES + " already", "write rules that stay in the file");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    next.put(name, new DynamicRule(name, text, timeToLive.map(now::plus)));
    keep(next);
    LOG.info("rule {} is added{}", name, timeToLive.map(t -> " for " + t).orElse(""));
    return new Valid<>(name);
  }

  private static TableResult<String> invalid(String problem, String remedy) {
    return new Invalid<>(List.of(FileProblem.of("rule", problem, remedy)));
  }

  /**
   * Removes a rule.
   *
   * @return whether there was one of this name
   * @throws IOException when that cannot be kept: it stays in force then
   */
  public synchronized boolean remove(String name) throws IOException {
    Map<String, DynamicRule> next = byName();
    DynamicRule removed = next.remove(name);
    if (removed == null || removed.isOverAt(clock.instant())) {
      return false;
    }
    keep(next);
    LOG.info("rule {} is removed", name);
    return true;
  }

  /** Removes those whose time is over; call it about once a second. */
  public synchronized void expire() {
    Instant now = clock.instant();
    Map<String, DynamicRule> next = byName();
    if (next.values().removeIf(rule -> rule.isOverAt(now))) {
      try {
        keep(next);
        LOG.info("rules whose time was over are removed, {} are left", next.size());
      } catch (IOException e) {
        LOG.error("rules whose time is over are still on the disk: {}", e.toString());
        rules = List.copyOf(next.values());
      }
    }
  }

  private Map<String, DynamicRule> byName() {
    Map<String, DynamicRule> all = new LinkedHashMap<>();
    rules.forEach(rule -> all.put(rule.name(), rule));
    return all;
  }

  private void keep(Map<String, DynamicRule> next) throws IOException {
    List<DynamicRule> all = List.copyOf(next.values());
    store.replace(all);
    rules = all;
  }
}
