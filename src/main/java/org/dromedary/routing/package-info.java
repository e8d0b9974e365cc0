/**
 * Decides per recipient whether mail is local or remote, which mailbox it is for, and who may send
 * where.
 *
 * <p>RFC 5321 §3.6 (relaying), §3.9.1 (aliases), §4.5.1 (postmaster), §7.9 (operational security);
 * RFC 5233 §4 (subaddresses).
 *
 * <p>Invariants: every decision is pure and made from one immutable {@link
 * org.dromedary.routing.LocalRecipients}, which exists only when its whole file was valid. A local
 * part is compared, never interpreted as a further route. A mailbox directory is a checked relative
 * name; nothing a peer wrote becomes one.
 *
 * <p>Must not know: sockets, DNS look-ups, the queue, how mail is stored, Camel.
 */
@NullMarked
package org.dromedary.routing;

import org.jspecify.annotations.NullMarked;
