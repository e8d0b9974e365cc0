package org.dromedary.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A key and the certificates that vouch for it.
 *
 * @param chain ours first
 * @param names the DNS names of our certificate, in lower case
 */
record Identity(PrivateKey key, List<X509Certificate> chain, Set<String> names) {
  /** RFC 5280 §4.2.1.6: dNSName. */
  private static final int DNS_NAME = 2;

  private static final byte[] SAMPLE = {1, 2, 3};

  Identity {
    chain = List.copyOf(chain);
    names = Set.copyOf(names);
  }

  static Identity of(PrivateKey key, List<X509Certificate> chain)
      throws CertificateParsingException {
    return new Identity(key, chain, names(chain.getFirst()));
  }

  private static Set<String> names(X509Certificate certificate) throws CertificateParsingException {
    Set<String> names = new TreeSet<>();
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      for (List<?> alternative : alternatives) {
        if (alternative.getFirst() instanceof Integer type && type == DNS_NAME) {
          names.add(String.valueOf(alternative.getLast()).toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  /** Whether a client that asks for this host is shown it (RFC 9525 §6.3). */
  boolean isFor(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    int dot = lower.indexOf('.');
    return names.contains(lower) || (dot > 0 && names.contains("*" + lower.substring(dot)));
  }

  /** Whether the certificate is that of the key: what one signs, the other verifies. */
  boolean isConsistent() {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate().getPublicKey());
      signature.update(SAMPLE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
