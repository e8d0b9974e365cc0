package org.dromedary.tls;

import java.io.IOException;

/** A policy demands a certificate that is trusted, and the server's is not. */
public final class CertificateRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final CertificateTrust trust;

  CertificateRefusedException(CertificateTrust trust) {
    super("certificate " + trust);
    this.trust = trust;
  }

  /** Why; never {@link CertificateTrust#TRUSTED}. */
  public CertificateTrust trust() {
    return trust;
  }
}
