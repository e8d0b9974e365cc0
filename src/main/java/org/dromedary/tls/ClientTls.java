package org.dromedary.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The client's side of TLS. Sessions are resumed where the server wants it (RFC 8446 §2.2, RFC
 * 5077). Safe for use by several threads.
 */
public final class ClientTls {
  /** RFC 9325 §3.1.1: nothing older than 1.2. */
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final SSLContext context;
  private final TrustedRoots roots;

  private ClientTls(SSLContext context, TrustedRoots roots) {
    this.context = context;
    this.roots = roots;
  }

  /** With the authorities that Java trusts. */
  public static ClientTls trustingRootsOfJava() {
    try {
      return load(List.of());
    } catch (TlsFileException e) {
      throw new IllegalStateException("there is no file", e);
    }
  }

  /**
   * Reads whom to trust.
   *
   * @param roots files of certificates of authorities in PEM; without any, those of Java count
   * @throws TlsFileException when a file cannot be used
   */
  public static ClientTls load(List<Path> roots) throws TlsFileException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      // a certificate is looked at when the handshake is done, since a session that is resumed has
      // none: what counts is the same then
      context.init(null, new TrustManager[] {new AnyCertificate()}, null);
      return new ClientTls(context, TrustedRoots.load(roots));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /** Whom it trusts, for clients of other protocols. */
  public X509TrustManager trustManager() {
    return roots.manager();
  }

  /**
   * The same authorities for programs that read a key store of PKCS #12.
   *
   * @param roots at least one file
   * @throws TlsFileException when a file cannot be used
   */
  public static byte[] trustStore(List<Path> roots, String password) throws TlsFileException {
    return TrustedRoots.store(roots, password);
  }

  /** What is wrong with files of roots; empty if nothing is. */
  public static Optional<String> problemIn(List<Path> roots) {
    try {
      TrustedRoots unused = TrustedRoots.load(roots);
      return Optional.empty();
    } catch (TlsFileException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Does the handshake on a connection, and says what is to be thought of the server. Blocks.
   *
   * @param host whom we mean: a name or an IP address, which the certificate must be for
   * @throws CertificateRefusedException when the policy demands more trust; nothing was sent yet
   * @throws IOException when there is no agreement, or the connection breaks
   */
  public EncryptedChannel encrypt(Socket connection, String host, ClientTlsPolicy policy)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(connection, host, connection.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    CertificateTrust trust = trust(socket.getSession(), host, policy);
    if (policy.demandsTrust() && trust != CertificateTrust.TRUSTED) {
      throw new CertificateRefusedException(trust);
    }
    return new EncryptedChannel(socket, trust);
  }

  private CertificateTrust trust(SSLSession session, String host, ClientTlsPolicy policy)
      throws SSLPeerUnverifiedException {
    X509Certificate[] chain =
        Arrays.stream(session.getPeerCertificates())
            .filter(X509Certificate.class::isInstance)
            .map(X509Certificate.class::cast)
            .toArray(X509Certificate[]::new);
    if (chain.length == 0) {
      return CertificateTrust.UNKNOWN_AUTHORITY;
    }
    if (!policy.fingerprints().isEmpty()) {
      return policy.fingerprints().contains(CertificateFingerprint.of(chain[0]))
          ? CertificateTrust.TRUSTED
          : CertificateTrust.OTHER_FINGERPRINT;
    }
    CertificateTrust trust = roots.trust(chain);
    return trust == CertificateTrust.TRUSTED && !isFor(host, chain[0])
        ? CertificateTrust.OTHER_HOST
        : trust;
  }

  private static boolean isFor(String host, X509Certificate certificate) {
    try {
      return CertificateNames.of(certificate).isFor(host);
    } catch (CertificateParsingException e) {
      return false;
    }
  }
}
