/**
 * The SMTP server: what a client may say when, and what it is told (RFC 5321).
 *
 * <p>The session is a pure state machine; Netty and Camel stand at the edge only.
 */
@NullMarked
package org.dromedary.smtp.server;

import org.jspecify.annotations.NullMarked;
