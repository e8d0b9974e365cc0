package org.dromedary.routing;

/**
 * One rule of a routing table.
 *
 * @param name unique in its table
 */
record NextHopRule(String name, RuleConditions conditions, RuleAction action) {}
