/**
 * The Camel component {@code spool:} for durable mail queues on the Artemis Core API.
 *
 * <p>A consumer turns messages into exchanges that are processed at the same time and complete in
 * any order. What a {@code spool:} producer sends inside such an exchange, and the acknowledgement
 * of the message that it came from, are one transaction; many such completions share one commit,
 * and so one sync of the journal. Invariants:
 *
 * <ul>
 *   <li>A message is acknowledged by the commit that stores what became of it, never before.
 *   <li>There is no roll-back while other exchanges are in flight: an exchange that fails is
 *       completed by moving its message to the dead address, with the reason.
 *   <li>A session that breaks gives all its messages back; exchanges in flight on it are void.
 * </ul>
 *
 * <p>Knows nothing of SMTP, routing or where the broker runs.
 */
@NullMarked
package org.dromedary.spool;

import org.jspecify.annotations.NullMarked;
