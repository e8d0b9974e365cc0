package org.dromedary.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells one certificate from all others.
 *
 * @param sha256 of the whole certificate (DER), 64 hexadecimal digits in lower case
 */
public record CertificateFingerprint(String sha256) {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  public CertificateFingerprint {
    if (!DIGITS.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256 fingerprint");
    }
  }

  /**
   * Parses what {@code openssl x509 -fingerprint -sha256} prints behind the equals sign; colons may
   * be left out.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static CertificateFingerprint parse(String text) {
    return new CertificateFingerprint(text.replace(":", "").toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return sha256;
  }

  static CertificateFingerprint of(X509Certificate certificate) {
    try {
      return new CertificateFingerprint(
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate of a session has an encoding", e);
    }
  }
}
