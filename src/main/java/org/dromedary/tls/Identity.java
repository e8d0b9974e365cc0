package org.dromedary.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A key and the certificates that vouch for it.
 *
 * @param chain ours first
 * @param names whom our certificate is for
 */
record Identity(PrivateKey key, List<X509Certificate> chain, CertificateNames names) {
  private static final byte[] SAMPLE = {1, 2, 3};

  Identity {
    chain = List.copyOf(chain);
  }

  static Identity of(PrivateKey key, List<X509Certificate> chain)
      throws CertificateParsingException {
    return new Identity(key, chain, CertificateNames.of(chain.getFirst()));
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  /** Whether a client that asks for this host is shown it. */
  boolean isFor(String host) {
    return names.isFor(host);
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
