/**
 * The SMTP server: what a client may say when, and what it is told.
 *
 * <p>RFC 5321 (SMTP), RFC 1870 (SIZE), RFC 2034 and RFC 3463 (enhanced status codes), RFC 2920
 * (PIPELINING), RFC 6152 (8BITMIME), RFC 6531 (SMTPUTF8), RFC 3848 (protocol keywords of Received).
 *
 * <p>{@code SmtpSession} is the conversation and {@code MailTransaction} what MAIL and RCPT gather;
 * a {@code Verb} is a command and an {@code Extension} what EHLO announces. All of them are pure:
 * events in, actions out, no clock but the one given, no threads. {@code SmtpSessionHandler}
 * carries them out on Netty; the two factories tie a listener to a Camel route. {@code Defence} is
 * what protects the router from its clients, and the same for all listeners.
 *
 * <p>Invariants: each command gets one reply, in order; 250 after data is sent only when the route
 * has answered so; the content is never changed, only a Received field is put in front; the event
 * loop never blocks; a mail holds at most {@code inMemoryOctets} and one read of the heap, and all
 * mails that arrive a share of it; a mail's file is removed whatever happens; what is known of
 * clients is bounded however many there are. It must not know where mail goes, what is local, or
 * how a mail is queued.
 */
@NullMarked
package org.dromedary.smtp.server;

import org.jspecify.annotations.NullMarked;
