package org.dromedary.tls;

import java.nio.file.Path;
import java.util.List;
import org.dromedary.mail.Domain;

/**
 * What the server shows of itself.
 *
 * @param certificates the first is for clients that name no host, or an unknown one; none makes a
 *     self-signed one
 * @param hostname the name in a self-signed certificate
 * @param directory where a self-signed certificate is kept
 */
public record ServerTlsSettings(
    List<CertificateFiles> certificates, Domain hostname, Path directory) {
  public ServerTlsSettings {
    certificates = List.copyOf(certificates);
  }
}
