package org.dromedary.queue;

import java.time.Instant;

/**
 * Where and when a mail came in; for trace, logs and notifications, never for decisions about
 * trust.
 *
 * @param at when the router answered for it
 * @param protocol the keyword of RFC 3848, such as {@code ESMTP}; {@code local} for our own mail
 * @param client name given in HELO or EHLO and address: {@code client.example[192.0.2.1]}
 */
public record Arrival(Instant at, String protocol, String client) {
  /** Of mail that this router writes itself. */
  public static Arrival local(Instant at) {
    return new Arrival(at, "local", "local");
  }
}
