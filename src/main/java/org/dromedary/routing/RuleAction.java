package org.dromedary.routing;

/** What a rule of a routing table does with the mail that it is for. */
public sealed interface RuleAction permits RemoteWay, CopyTo {}
