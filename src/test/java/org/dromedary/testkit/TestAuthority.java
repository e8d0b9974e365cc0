package org.dromedary.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of its own that issues certificates to servers. */
public final class TestAuthority {
  private static final X500Name NAME = new X500Name("CN=test authority");
  private static final char[] NO_PASSWORD = new char[0];

  private final KeyPair key = TestCertificates.key("EC");
  private final X509Certificate certificate;

  public TestAuthority() {
    Instant now = Instant.now();
    certificate =
        issue(key, NAME, now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(30)), true);
  }

  /** What a server needs for TLS, and its certificate. */
  public record Server(SSLContext context, X509Certificate certificate) {}

  /** Writes the certificate by which others can trust us, in PEM. */
  public Path write(Path file) {
    try {
      return Files.writeString(file, TestCertificates.pem(certificate));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For a server whose certificate is valid for these hosts: names or IP addresses. */
  public Server server(String... hosts) {
    return server(Instant.now().plus(Duration.ofDays(1)), hosts);
  }

  /** For a server whose certificate ends then. */
  public Server server(Instant end, String... hosts) {
    KeyPair serverKey = TestCertificates.key("EC");
    X509Certificate issued =
        issue(
            serverKey, new X500Name("CN=server"), end.minus(Duration.ofDays(2)), end, false, hosts);
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setKeyEntry(
          "server", serverKey.getPrivate(), NO_PASSWORD, new Certificate[] {issued, certificate});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return new Server(context, issued);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate issue(
      KeyPair subjectKey,
      X500Name subject,
      Instant start,
      Instant end,
      boolean isAuthority,
      String... hosts) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              NAME,
              BigInteger.valueOf(System.nanoTime()),
              Date.from(start),
              Date.from(end),
              subject,
              subjectKey.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      if (hosts.length > 0) {
        builder.addExtension(Extension.subjectAlternativeName, false, names(hosts));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GeneralNames names(String... hosts) {
    return new GeneralNames(
        Arrays.stream(hosts)
            .map(
                host ->
                    new GeneralName(
                        host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName,
                        host))
            .toArray(GeneralName[]::new));
  }
}
