package org.dromedary.delivery;

import java.time.Instant;
import java.util.Optional;
import org.dromedary.routing.Wildcard;

/**
 * An operator has mail for a next hop wait: none is sent to it, and none is returned.
 *
 * @param nextHop its name, or a pattern for the names of several
 * @param by the name of the operator
 * @param reason for people; may be empty
 * @param until when it ends by itself
 */
public record Suspension(Wildcard nextHop, String by, String reason, Optional<Instant> until) {

  /** Whether it holds for a next hop. */
  boolean isOf(String name, Instant now) {
    return until.filter(end -> !now.isBefore(end)).isEmpty() && nextHop.matches(name);
  }
}
