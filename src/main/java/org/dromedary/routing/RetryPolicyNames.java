package org.dromedary.routing;

import java.util.Map;
import java.util.Optional;
import org.dromedary.routing.YamlTable.Place;

/** Finds the policy that {@code retry-policy} names. */
record RetryPolicyNames(YamlTable table, Map<String, RetryPolicy> policies) {
  static final String KEY = "retry-policy";

  /** That of a rule; empty when it names none. */
  Optional<RetryPolicy> in(Map<String, Place> values) {
    return Optional.ofNullable(values.get(KEY))
        .flatMap(place -> table.text(place, "write a name in retry-policies", this::named));
  }

  /** That of the block {@code default}, whose keys are checked elsewhere. */
  Optional<RetryPolicy> inDefault(Place block) {
    return table.child(block, KEY).flatMap(place -> in(Map.of(KEY, place)));
  }

  private RetryPolicy named(String name) {
    RetryPolicy policy = policies.get(name);
    if (policy == null) {
      throw new IllegalArgumentException("no policy has this name");
    }
    return policy;
  }
}
