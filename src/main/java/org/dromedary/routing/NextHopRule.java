package org.dromedary.routing;

import java.util.Optional;

/**
 * One rule of a routing table.
 *
 * @param name unique in its table
 * @param retryPolicy of the mail that goes by it; empty for that of the default
 */
record NextHopRule(
    String name, RuleConditions conditions, RuleAction action, Optional<RetryPolicy> retryPolicy) {}
