/**
 * Looks up where mail for a domain goes: MX and address records (RFC 5321 §5.1), null MX (RFC
 * 7505), address literals, names of smart hosts; and whether a client is on a DNS list (RFC 5782).
 *
 * <p>{@link org.dromedary.dns.MailHostResolver} and {@link org.dromedary.dns.DnsLists} are the only
 * ways in; their results are sealed values, never exceptions. Invariants: names are absolute (no
 * search list for a recipient's domain); a name server that answers SERVFAIL or REFUSED counts as
 * one that does not answer; "does not exist" is said only when a name server said so, everything
 * unclear is a temporary failure; what comes from the DNS reaches nobody with control characters in
 * it.
 *
 * <p>Caching follows RFC 2308. Knows nothing of SMTP, queues, or what a failure means for a mail;
 * does not leave out our own name from the hosts (RFC 5321 §5.1, loops): that is for {@code
 * delivery}, which knows it. Types of dnsjava do not leave the package.
 */
@NullMarked
package org.dromedary.dns;

import org.jspecify.annotations.NullMarked;
