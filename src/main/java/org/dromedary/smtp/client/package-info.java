/**
 * The SMTP client: the dialogue with a remote server (RFC 5321).
 *
 * <p>The dialogue is pure; sockets stand at the edge only. It reports what the peer said and judges
 * nothing: what a failure means is decided in {@code delivery}.
 */
@NullMarked
package org.dromedary.smtp.client;

import org.jspecify.annotations.NullMarked;
