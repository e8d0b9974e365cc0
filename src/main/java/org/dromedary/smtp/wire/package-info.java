/**
 * SMTP as octets: command lines in, mail data in, replies out.
 *
 * <p>RFC 5321 §2.3.8 (lines), §4.5.2 (transparency), §4.5.3.1 (sizes), RFC 2034 (status in
 * replies). Pure: readers take arrays, keep what they need of an unfinished line and give the same
 * result wherever the input is cut. Invariants: only CRLF ends a line and only CRLF.CRLF ends mail
 * data; a bare CR or LF, or a NUL, is reported and never passed on; whatever is wrong with the
 * input, the reader stays in step with the peer. Knows no verbs, sessions, sockets or Netty.
 */
@NullMarked
package org.dromedary.smtp.wire;

import org.jspecify.annotations.NullMarked;
