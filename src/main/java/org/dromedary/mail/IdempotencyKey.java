package org.dromedary.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Names a submission so that its repetition is known. The digest of who submits and of the key that
 * was given: keys of one user say nothing about those of another, and have any length.
 *
 * @param digest 32 hexadecimal digits
 */
public record IdempotencyKey(String digest) {
  private static final int OCTETS = 16;

  /** The key that a user gave; an empty user is the router. */
  public static IdempotencyKey of(String user, String key) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(user.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0); // no name has one
      byte[] all = sha.digest(key.getBytes(StandardCharsets.UTF_8));
      return new IdempotencyKey(HexFormat.of().formatHex(all, 0, OCTETS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The octets that the broker compares. */
  public byte[] octets() {
    return digest.getBytes(StandardCharsets.US_ASCII);
  }

  /** The same for each repetition: so each is answered with the same queue id. */
  public QueueId queueId() {
    return new QueueId(digest.toUpperCase(Locale.ROOT));
  }
}
