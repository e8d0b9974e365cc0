package org.dromedary.users;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The form in which Artemis keeps a password: {@code ENC(iterations:salt:key)}, PBKDF2 with
 * HMAC-SHA1 and both in hexadecimal (RFC 8018 §5.2). It reads the number of iterations and the
 * length of the key from there. Its own 512 bits would cost us four times the work and who guesses
 * passwords nothing, as one block of 160 bits tells him enough.
 */
final class PasswordHash {
  static final int ITERATIONS = 100_000;
  private static final int KEY_BITS = 160;
  private static final int SALT_OCTETS = 32;

  private PasswordHash() {}

  static String of(String password, SecureRandom random) {
    byte[] salt = new byte[SALT_OCTETS];
    random.nextBytes(salt);
    HexFormat hex = HexFormat.of();
    return "ENC("
        + ITERATIONS
        + ":"
        + hex.formatHex(salt)
        + ":"
        + hex.formatHex(key(password, salt))
        + ")";
  }

  /** Does the work of a comparison, for nothing. */
  static void spend(String password) {
    byte[] unused = key(password, new byte[SALT_OCTETS]);
  }

  private static byte[] key(String password, byte[] salt) {
    PBEKeySpec input = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, KEY_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1").generateSecret(input).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA1", e);
    } finally {
      input.clearPassword();
    }
  }
}
