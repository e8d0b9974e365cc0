package org.dromedary.smtp.client;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.dromedary.mail.SmtpReply;

/**
 * What a server offers in its reply to EHLO (RFC 5321 §2.2, §4.1.1.1).
 *
 * @param offers keyword in upper case to its parameters, empty if it has none
 */
record PeerExtensions(Map<String, String> offers) {
  /** Of a server that knows HELO only. */
  static final PeerExtensions NONE = new PeerExtensions(Map.of());

  PeerExtensions {
    offers = Map.copyOf(offers);
  }

  /** The first line of the reply is the server's name, each other one an offer. */
  static PeerExtensions of(SmtpReply reply) {
    Map<String, String> offers = new HashMap<>();
    List<String> lines = reply.lines();
    for (String line : lines.subList(1, lines.size())) {
      String offer = line.strip();
      int space = offer.indexOf(' ');
      String keyword = space < 0 ? offer : offer.substring(0, space);
      String parameters = space < 0 ? "" : offer.substring(space).strip();
      offers.putIfAbsent(keyword.toUpperCase(Locale.ROOT), parameters);
    }
    return new PeerExtensions(offers);
  }

  /** RFC 2920. */
  boolean pipelining() {
    return offers.containsKey("PIPELINING");
  }

  /** RFC 1870. */
  boolean size() {
    return offers.containsKey("SIZE");
  }

  /** The largest mail in octets; empty if the server names no limit (RFC 1870 §4). */
  OptionalLong maximumSize() {
    String limit = offers.getOrDefault("SIZE", "");
    if (!limit.matches("\\d{1,18}") || Long.parseLong(limit) == 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(limit));
  }

  /** RFC 6152. */
  boolean eightBitMime() {
    return offers.containsKey("8BITMIME");
  }

  /** RFC 3207. */
  boolean startTls() {
    return offers.containsKey("STARTTLS");
  }

  /** RFC 4954 §3; in upper case. */
  Set<String> authMechanisms() {
    return new HashSet<>(
        List.of(offers.getOrDefault("AUTH", "").toUpperCase(Locale.ROOT).split(" +")));
  }

  /** RFC 8689. */
  boolean requireTls() {
    return offers.containsKey("REQUIRETLS");
  }

  /** RFC 3461. */
  boolean dsn() {
    return offers.containsKey("DSN");
  }

  /** RFC 6531. */
  boolean smtpUtf8() {
    return offers.containsKey("SMTPUTF8");
  }
}
