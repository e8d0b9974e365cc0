package org.dromedary.tls;

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A connection to a server that is encrypted, and what is thought of the server. */
public record EncryptedChannel(SSLSocket socket, CertificateTrust trust) {

  /** {@code TLSv1.3 TLS_AES_256_GCM_SHA384, certificate verified}. */
  @Override
  public String toString() {
    SSLSession session = socket.getSession();
    return session.getProtocol() + " " + session.getCipherSuite() + ", certificate " + trust;
  }
}
