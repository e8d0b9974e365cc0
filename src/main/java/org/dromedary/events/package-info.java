/**
 * Tells those who subscribe to the topic {@code mail.events} what happens, as JSON ({@code
 * docs/events.md}, {@code docs/event.schema.json}).
 *
 * <p>Invariants: telling never holds up what is told; what cannot be told is counted, and the count
 * is told. What strangers said is escaped and cut. Must not know: how the topic is reached, Camel.
 */
@NullMarked
package org.dromedary.events;

import org.jspecify.annotations.NullMarked;
