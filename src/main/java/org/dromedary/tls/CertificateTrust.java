package org.dromedary.tls;

/** What is thought of the certificate of a server. */
public enum CertificateTrust {
  TRUSTED("verified"),
  /** No authority that we trust vouches for it. */
  UNKNOWN_AUTHORITY("not trusted"),
  /** It is not valid now. */
  EXPIRED("expired or not yet valid"),
  /** It is for others than the host we mean. */
  OTHER_HOST("for another host"),
  /** Not one of those that are expected. */
  OTHER_FINGERPRINT("not the expected one");

  private final String description;

  CertificateTrust(String description) {
    this.description = description;
  }

  /** As in {@code certificate not trusted}. */
  @Override
  public String toString() {
    return description;
  }
}
