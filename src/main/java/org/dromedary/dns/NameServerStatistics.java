package org.dromedary.dns;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What is known of a name server since the start.
 *
 * @param queries that were sent to it
 * @param timeouts queries that it did not answer in time
 * @param failures queries that it answered with anything but an answer, such as SERVFAIL
 * @param latency of its answers, smoothed; zero when there was none
 * @param share of all queries, from 0 to 1
 * @param isHealthy whether its last answer was one
 */
public record NameServerStatistics(
    InetSocketAddress server,
    long queries,
    long timeouts,
    long failures,
    Duration latency,
    double share,
    boolean isHealthy) {}
