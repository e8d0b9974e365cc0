package org.dromedary.routing;

import java.util.Set;

/**
 * What the rules of a table go by that is not in the table.
 *
 * @param expressions makes something of {@code when}
 * @param endpoints those that a rule may name
 * @param retry for what a retry policy does not say
 */
public record RuleContext(
    MailPredicate.Parser expressions, EndpointSchemes endpoints, RetryPolicy retry) {
  /** For rules of somebody who may not write to {@code routes/}. */
  RuleContext fromOutside() {
    return new RuleContext(expressions, endpoints.ofRoutes(), retry);
  }

  /** For a table with neither expressions nor endpoints. */
  static final RuleContext NONE =
      new RuleContext(
          MailPredicate.Parser.NONE, new EndpointSchemes(Set.of()), RetryPolicy.DEFAULTS);
}
