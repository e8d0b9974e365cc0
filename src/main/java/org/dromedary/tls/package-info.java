/**
 * TLS of the SMTP server: certificates, keys, and what of the protocol is offered.
 *
 * <p>RFC 9325 (recommendations), RFC 9525 (which certificate is for which name), RFC 6066 §3 (SNI).
 * Invariants: connections see one consistent set of certificates, which a reload replaces as a
 * whole; a file that cannot be used changes nothing once the router runs. Knows no SMTP and no
 * Netty.
 */
@NullMarked
package org.dromedary.tls;

import org.jspecify.annotations.NullMarked;
