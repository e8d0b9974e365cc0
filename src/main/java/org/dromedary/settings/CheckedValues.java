package org.dromedary.settings;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Turns the text of each key into its value; a bad text becomes a problem, not an exception. */
final class CheckedValues {
  private final Assignments assignments;
  private final List<SettingsProblem> problems;
  private final SortedMap<String, EffectiveValue> effective = new TreeMap<>();

  CheckedValues(Assignments assignments, List<SettingsProblem> problems) {
    this.assignments = assignments;
    this.problems = problems;
  }

  /** The value of a key; its default when it is not set, or badly. */
  <T> T get(SettingKey<T> key) {
    return get(
        key,
        () -> key.fixedDefault().orElseThrow(() -> new IllegalStateException(key + " is derived")));
  }

  <T> T get(SettingKey<T> key, Supplier<T> derivedDefault) {
    Optional<Assignment> assignment = assignments.of(key);
    T value = assignment.flatMap(set -> parse(key, set)).orElseGet(derivedDefault);
    Assignment inForce = assignment.orElseGet(() -> defaultOf(key, value));
    effective.put(key.name(), new EffectiveValue(key.name(), inForce.value(), inForce.origin()));
    return value;
  }

  private static <T> Assignment defaultOf(SettingKey<T> key, T value) {
    String text = key.fixedDefault().isPresent() ? key.defaultText() : key.syntax().format(value);
    return new Assignment(Assignment.DEFAULT_ORIGIN, key.name(), text);
  }

  private <T> Optional<T> parse(SettingKey<T> key, Assignment assignment) {
    try {
      return Optional.of(key.syntax().parse(assignment.value()));
    } catch (IllegalArgumentException e) {
      report(key, String.valueOf(e.getMessage()), key.syntax().remedy());
      return Optional.empty();
    }
  }

  /** Reports a value that is well-formed but cannot be used. Call after {@link #get}. */
  void report(SettingKey<?> key, String what, String remedy) {
    Assignment assignment =
        assignments
            .of(key)
            .orElseGet(() -> new Assignment(Assignment.DEFAULT_ORIGIN, key.name(), shown(key)));
    problems.add(SettingsProblem.of(assignment, what, remedy));
  }

  private String shown(SettingKey<?> key) {
    EffectiveValue value = effective.get(key.name());
    return value == null ? key.defaultText() : value.value();
  }

  List<EffectiveValue> effective() {
    return List.copyOf(effective.values());
  }
}
