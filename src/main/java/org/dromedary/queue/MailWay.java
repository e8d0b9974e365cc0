package org.dromedary.queue;

/**
 * How mail for some recipients goes on as the routing table is now.
 *
 * @param nextHop a domain, hosts or an endpoint, as in the list of next hops
 * @param rule the name of the rule, or {@code default}
 */
public record MailWay(String nextHop, String rule) {}
