/**
 * Traces of mails by OpenTelemetry: one trace for each, with a span for its arrival, for each
 * routing and for each attempt. It is switched off unless there is somebody who takes them.
 *
 * <p>Invariants: the trace id of a mail follows from its queue id, so nothing about traces is kept
 * with the mail; no address of a sender or recipient becomes part of a trace. Telling holds up no
 * mail: what is too much is dropped. Must not know: Camel, the broker.
 */
@NullMarked
package org.dromedary.tracing;

import org.jspecify.annotations.NullMarked;
