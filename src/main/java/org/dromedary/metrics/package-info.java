/**
 * Counts what happens, for Prometheus. The names of all metrics begin with {@code dromedary_}, but
 * for those of the Java virtual machine.
 *
 * <p>Invariants: a label has few values, which settings or enums bound, never what a mail or a peer
 * says. Meters are made at the start; counting is an addition and allocates nothing. Must not know:
 * who reads it, Camel, the broker.
 */
@NullMarked
package org.dromedary.metrics;

import org.jspecify.annotations.NullMarked;
