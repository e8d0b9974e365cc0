package org.dromedary.metrics;

import java.time.Duration;
import java.util.Optional;

/**
 * A queue of the broker.
 *
 * @param messages all that it has, also those that are being worked on
 * @param oldest how long its first message has waited; empty when none waits
 */
public record QueueSize(String name, long messages, Optional<Duration> oldest) {}
