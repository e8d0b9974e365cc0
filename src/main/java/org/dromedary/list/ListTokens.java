package org.dromedary.list;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dromedary.mail.MailAddress;

/**
 * Marks that only we can make: HMAC-SHA-256, cut to 80 bits (RFC 2104 §5), in lower case and
 * digits, so that they survive in a local part. Nothing is kept of them; a new key ends them all.
 * Safe for use by several threads.
 */
public final class ListTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int MARK_OCTETS = 10;
  private static final int MARK_DIGITS = 16;
  private static final int TIME_DIGITS = 5;

  private final Supplier<byte[]> key;

  /**
   * @param key octets that nobody else knows, the same each time
   */
  public ListTokens(Supplier<byte[]> key) {
    this.key = key;
  }

  /** Names a member in the reverse path of his copies; the same each time. */
  String member(MailingList list, MailAddress member) {
    return mark("member", list, member, "");
  }

  /** Whoever has it, and writes from the address, has read what was sent there. */
  String confirmation(MailingList list, MailAddress address, ListAction action, Instant until) {
    String terms = action.letter() + number(hours(until));
    return terms + mark("confirm", list, address, terms);
  }

  /** What the token confirms for the address; empty when it is not ours, or too old. */
  Optional<ListAction> confirmed(MailingList list, MailAddress address, String token, Instant now) {
    if (token.length() != 1 + TIME_DIGITS + MARK_DIGITS) {
      return Optional.empty();
    }
    String terms = token.substring(0, 1 + TIME_DIGITS);
    byte[] expected = mark("confirm", list, address, terms).getBytes(US_ASCII);
    // isEqual takes the same time wherever they differ
    if (!MessageDigest.isEqual(expected, token.substring(terms.length()).getBytes(UTF_8))
        || number(terms.substring(1)) < hours(now)) {
      return Optional.empty();
    }
    return Arrays.stream(ListAction.values())
        .filter(action -> action.letter() == terms.charAt(0))
        .findFirst();
  }

  private String mark(String use, MailingList list, MailAddress address, String terms) {
    String marked =
        String.join("\0", use, MailingLists.key(list.address()), MailingLists.key(address), terms);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.get(), ALGORITHM));
      return text(Arrays.copyOf(mac.doFinal(marked.getBytes(UTF_8)), MARK_OCTETS));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  private static String text(byte[] octets) {
    StringBuilder text = new StringBuilder(MARK_DIGITS);
    for (int bit = 0; bit < octets.length * 8; bit += 5) {
      int pair = (octets[bit / 8] & 0xff) << 8;
      pair |= bit / 8 + 1 < octets.length ? octets[bit / 8 + 1] & 0xff : 0;
      text.append(DIGITS.charAt((pair >>> (11 - bit % 8)) & 31));
    }
    return text.toString();
  }

  private static long hours(Instant at) {
    return at.getEpochSecond() / Duration.ofHours(1).toSeconds();
  }

  private static String number(long value) {
    StringBuilder digits = new StringBuilder(TIME_DIGITS);
    for (int i = TIME_DIGITS - 1; i >= 0; i--) {
      digits.append(DIGITS.charAt((int) ((value >>> (5 * i)) & 31)));
    }
    return digits.toString();
  }

  private static long number(String digits) {
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      value = (value << 5) | Math.max(0, DIGITS.indexOf(digits.charAt(i)));
    }
    return value;
  }
}
