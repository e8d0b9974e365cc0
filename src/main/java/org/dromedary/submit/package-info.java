/**
 * Mail that applications submit, by JMS and by HTTP: what they may say, how it becomes a message of
 * RFC 5322, and what is refused. Composing is Angus Mail's.
 *
 * <p>Everything that is submitted is data: a field with CR or LF is refused, no Java object is
 * read, and what ends in a header of the mail was validated or is encoded (RFC 2047, RFC 2231).
 * Invariants:
 *
 * <ul>
 *   <li>Lines end in CRLF, and there is no Bcc in what comes out.
 *   <li>Fields that are there stay as they are and where they are; Date and Message-ID are added
 *       when they are missing (RFC 6409 §8.2, §8.3).
 *   <li>Who submits may send to anybody, and from the addresses of his user; the router itself from
 *       any.
 * </ul>
 *
 * <p>Knows nothing of brokers, JMS, HTTP servers and routes.
 */
@NullMarked
package org.dromedary.submit;

import org.jspecify.annotations.NullMarked;
