package org.dromedary.tls;

import java.util.List;

/**
 * How conversations with a server are secured.
 *
 * @param verify whether the server must prove by its certificate that it is the host we mean. Where
 *     {@link ClientTlsMode#OPPORTUNISTIC} would go on in clear anyway, nothing is refused for it
 * @param fingerprints if there are any, the certificate must be one of these and is then trusted,
 *     whatever it says
 */
public record ClientTlsPolicy(
    ClientTlsMode mode, boolean verify, List<CertificateFingerprint> fingerprints) {
  public static final ClientTlsPolicy DEFAULT =
      new ClientTlsPolicy(ClientTlsMode.OPPORTUNISTIC, false, List.of());

  public ClientTlsPolicy {
    fingerprints = List.copyOf(fingerprints);
  }

  /** {@code required, verified}. */
  @Override
  public String toString() {
    String checked = fingerprints.isEmpty() ? "verified" : "pinned";
    return mode + (demandsTrust() ? ", " + checked : "");
  }

  /** Whether there is no conversation with a server whose certificate is not trusted. */
  boolean demandsTrust() {
    return switch (mode) {
      case NONE, OPPORTUNISTIC -> false;
      case REQUIRED, IMPLICIT -> verify || !fingerprints.isEmpty();
    };
  }
}
