package org.dromedary.metrics;

import java.time.Duration;
import java.util.Optional;

/**
 * A queue of the broker.
 *
 * @param messages all that it has, also those that are being worked on
 * @param oldest how long the first message that no consumer has taken has been there; empty when
 *     there is none
 */
public record QueueSize(String name, long messages, Optional<Duration> oldest) {}
