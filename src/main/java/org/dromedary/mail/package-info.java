/**
 * The vocabulary of mail: domains, addresses, paths, envelope, content, replies.
 *
 * <p>Values only; everything here is immutable and validated on construction, so that no value can
 * carry CR, LF or NUL to an SMTP command, a header field or a log line. RFC 5321 §4.1.2 (address
 * syntax), RFC 6531 (internationalized addresses), RFC 3461 (DSN parameters), RFC 3463 (enhanced
 * status codes). Knows nothing of sockets, DNS, queues or Camel; imports {@code java.*} only.
 */
@NullMarked
package org.dromedary.mail;

import org.jspecify.annotations.NullMarked;
