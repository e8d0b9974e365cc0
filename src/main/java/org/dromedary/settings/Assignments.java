package org.dromedary.settings;

import static org.dromedary.settings.SettingKey.VARIABLE_PREFIX;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which value each key has in the end; unknown keys and keys given twice become problems. */
final class Assignments {
  /** Read by the launcher, not by us. */
  private static final Set<String> LAUNCHER_VARIABLES = Set.of("DROMEDARY_JAVA_OPTS");

  private final Map<String, SettingKey<?>> byName = index(SettingKey::name);
  private final Map<String, SettingKey<?>> byVariable = index(SettingKey::variable);
  private final Map<String, Assignment> inForce = new HashMap<>();
  private final List<SettingsProblem> problems;

  Assignments(List<SettingsProblem> problems) {
    this.problems = problems;
  }

  private static Map<String, SettingKey<?>> index(Function<SettingKey<?>, String> by) {
    return SettingKeys.ALL.stream().collect(Collectors.toMap(by, key -> key));
  }

  void addFile(List<Assignment> lines) {
    Map<String, Assignment> seen = new HashMap<>();
    for (Assignment line : lines) {
      Assignment first = seen.putIfAbsent(line.key(), line);
      if (first != null) {
        problems.add(
            SettingsProblem.of(line, "already set at " + first.origin(), "remove one of the two"));
      }
      add(line);
    }
  }

  void addEnvironment(Map<String, String> environment) {
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      if (!name.startsWith(VARIABLE_PREFIX) || LAUNCHER_VARIABLES.contains(name)) {
        continue;
      }
      String value = variable.getValue().strip();
      SettingKey<?> key = byVariable.get(name);
      if (key == null) {
        Assignment unknown = new Assignment("environment", name, value);
        reportUnknown(unknown, new ArrayList<>(byVariable.keySet()), "unset the variable");
      } else {
        put(new Assignment("environment variable " + name, key.name(), value));
      }
    }
  }

  void addOverrides(Map<String, String> overrides) {
    overrides.forEach((key, value) -> add(new Assignment("--set", key.strip(), value.strip())));
  }

  private void add(Assignment assignment) {
    if (byName.containsKey(assignment.key())) {
      put(assignment);
    } else {
      reportUnknown(assignment, new ArrayList<>(byName.keySet()), "remove it");
    }
  }

  private void put(Assignment assignment) {
    inForce.put(assignment.key(), assignment);
  }

  private void reportUnknown(Assignment assignment, List<String> known, String otherwise) {
    String remedy =
        Suggestion.closest(assignment.key(), known)
            .map(name -> "did you mean " + name + "?")
            .orElse(otherwise + "; docs/configuration.md lists the keys");
    problems.add(SettingsProblem.of(assignment, "unknown key", remedy));
  }

  Optional<Assignment> of(SettingKey<?> key) {
    return Optional.ofNullable(inForce.get(key.name()));
  }
}
