package org.dromedary.routing;

import java.time.Instant;
import java.util.Optional;

/**
 * A rule that was added while the router runs.
 *
 * @param text as in the routing table: a mapping in YAML or JSON
 * @param until when it ends; empty for one that stays until it is removed
 */
public record DynamicRule(String name, String text, Optional<Instant> until) {

  boolean isOverAt(Instant now) {
    return until.isPresent() && !now.isBefore(until.get());
  }
}
