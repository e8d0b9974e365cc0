/**
 * Tells those who subscribe to the topic {@code mail.events} what happens, as JSON ({@code
 * docs/events.md}, {@code docs/event.schema.json}).
 *
 * <p>An event goes to the journal first ({@code mail.history} of the broker), and from there, by
 * one reader and in one order, to the topic. Invariants: what strangers cause holds up nothing and
 * is bounded, and what is dropped of it is counted and told; what people do is recorded before it
 * is done. What strangers said is escaped and cut. Must not know: how journal and topic are
 * reached, Camel.
 */
@NullMarked
package org.dromedary.events;

import org.jspecify.annotations.NullMarked;
