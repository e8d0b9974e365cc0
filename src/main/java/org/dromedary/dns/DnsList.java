package org.dromedary.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.dromedary.mail.Domain;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * A list of addresses in the DNS (RFC 5782 §2): who is on it has a record below its zone.
 *
 * @param zone in A-labels, short enough for the longest name below it
 * @param answer which answer counts; empty for any that says "listed"
 */
public record DnsList(String zone, Optional<InetAddress> answer) {
  /** RFC 1035 §2.3.4 allows 255 octets, RFC 5782 §2.4 needs 64 for an IPv6 address. */
  private static final int MAXIMUM_ZONE_CHARACTERS = 180;

  public DnsList {
    if (zone.length() > MAXIMUM_ZONE_CHARACTERS) {
      throw new IllegalArgumentException("the zone of a DNS list has at most 180 characters");
    }
  }

  /**
   * Parses {@code zone} or {@code zone=127.0.0.2}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static DnsList parse(String text) {
    int equals = text.indexOf('=');
    Domain zone = Domain.parse(equals < 0 ? text : text.substring(0, equals));
    if (zone.isAddressLiteral() || AddressLiteral.parse(zone.ascii()).isPresent()) {
      throw new IllegalArgumentException("an address, not a zone");
    }
    return new DnsList(
        zone.ascii(), equals < 0 ? Optional.empty() : Optional.of(answer(text, equals)));
  }

  private static InetAddress answer(String text, int equals) {
    return AddressLiteral.parse(text.substring(equals + 1))
        .filter(DnsList::saysListed)
        .orElseThrow(
            () -> new IllegalArgumentException("the answer of a DNS list is 127.0.0.2 or alike"));
  }

  /**
   * RFC 5782 §2.1: a listing is an address in 127.0.0.0/8. Anything else is a zone that was given
   * up and parked; 127.255.255.0/24 is how lists tell that they do not answer this asker, and RFC
   * 5782 §5 keeps 127.0.0.1 out.
   */
  static boolean saysListed(InetAddress address) {
    byte[] octets = address.getAddress();
    return address instanceof Inet4Address
        && octets[0] == 127
        && !(octets[1] == -1 && octets[2] == -1)
        && !(octets[1] == 0 && octets[2] == 0 && octets[3] == 1);
  }

  /** Whether an answer means that the address is listed. */
  boolean isListing(InetAddress given) {
    return answer.map(given::equals).orElseGet(() -> saysListed(given));
  }

  /** The name to ask for, its parts in reverse: octets (RFC 5782 §2.1) or nibbles (§2.4). */
  Name nameOf(InetAddress client) {
    StringBuilder name = new StringBuilder();
    byte[] octets = client.getAddress();
    for (int i = octets.length - 1; i >= 0; i--) {
      int octet = octets[i] & 0xff;
      if (client instanceof Inet4Address) {
        name.append(octet).append('.');
      } else {
        name.append(Character.forDigit(octet & 0xf, 16)).append('.');
        name.append(Character.forDigit(octet >> 4, 16)).append('.');
      }
    }
    try {
      return Name.fromString(name + zone, Name.root);
    } catch (TextParseException e) {
      throw new IllegalStateException("a zone was checked", e);
    }
  }

  /** As it is parsed. */
  @Override
  public String toString() {
    return zone + answer.map(a -> "=" + a.getHostAddress()).orElse("");
  }
}
