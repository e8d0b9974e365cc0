/**
 * Composes delivery status notifications: what the sender is told about mail that failed, or
 * arrived.
 *
 * <p>RFC 3461 §6 (what a notice tells and returns), RFC 3464 (the fields), RFC 6522
 * (multipart/report, text/rfc822-headers), RFC 6533 (internationalized addresses), RFC 3463
 * (status), RFC 3834 §5 (automatic answers), RFC 2045 §6.7 (quoted-printable).
 *
 * <p>Invariants: a notification has the null reverse path and is never made for a mail that has it.
 * Lines end in CRLF and have at most 998 octets. What a peer answered and what the mail contains
 * cannot leave its field or part: control characters are replaced, long lines folded or encoded,
 * and the boundary is a digest of all parts. The same notice at the same time gives the same
 * octets.
 *
 * <p>Must not know: when a notification is due, the queue, how it is sent.
 */
@NullMarked
package org.dromedary.dsn;

import org.jspecify.annotations.NullMarked;
