/**
 * A mail that was accepted and is durable: its parts, what an attempt did, and what follows.
 *
 * <p>A mail is on exactly one queue for each of its recipients that has no final outcome:
 *
 * <table>
 * <caption>Queue states</caption>
 * <tr><th>queue</th><th>the mail is</th><th>after a crash</th></tr>
 * <tr><td>mail.ingress</td><td>accepted, not routed</td><td>is routed again</td></tr>
 * <tr><td>mail.local</td><td>to be put into mailboxes</td><td>is delivered again</td></tr>
 * <tr><td>mail.outbound</td><td>to be sent</td><td>is sent again</td></tr>
 * <tr><td>mail.retry.N</td><td>deferred, due N seconds after it was put there</td><td>is due as
 * before</td></tr>
 * <tr><td>mail.dead</td><td>parked: our own fault</td><td>stays</td></tr>
 * </table>
 *
 * <p>Knows nothing of Artemis, Camel or sockets.
 */
@NullMarked
package org.dromedary.queue;

import org.jspecify.annotations.NullMarked;
