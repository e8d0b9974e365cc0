/**
 * The SMTP client: a conversation with a remote server (RFC 5321), with PIPELINING (RFC 2920), SIZE
 * (RFC 1870), 8BITMIME (RFC 6152), SMTPUTF8 (RFC 6531) and DSN (RFC 3461) where offered.
 *
 * <p>{@link org.dromedary.smtp.client.SmtpConnector} opens a {@link
 * org.dromedary.smtp.client.SmtpConnection}, which sends mails. The dialogues are pure: a {@code
 * Dialogue} says which {@code Step} is next and takes replies; {@code Conversation} leads it on a
 * {@code PeerSocket}.
 *
 * <p>Invariants: the final dot is sent only behind the whole content; no CR or LF stands alone on
 * the wire, and no command holds one; each reply and each write has a deadline; after a
 * conversation broke its connection is never used again; whatever a peer does is a value, never an
 * exception, and its words come without control characters.
 *
 * <p>It reports what the peer said and judges nothing: what a failure means, whether to try another
 * host or again, is decided in {@code delivery}. Knows nothing of DNS, queues or pools.
 */
@NullMarked
package org.dromedary.smtp.client;

import org.jspecify.annotations.NullMarked;
