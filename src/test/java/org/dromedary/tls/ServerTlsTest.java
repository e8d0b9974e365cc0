package org.dromedary.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.dromedary.mail.Domain;
import org.dromedary.testkit.MutableClock;
import org.dromedary.testkit.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handshakes between two engines, without a network. */
class ServerTlsTest {
  private final MutableClock clock = new MutableClock(Instant.now());
  private final Path directory;

  ServerTlsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private ServerTls load(String... names) throws TlsFileException {
    List<CertificateFiles> files =
        List.of(names).stream()
            .map(
                name ->
                    new CertificateFiles(
                        directory.resolve(name + ".pem"), directory.resolve(name + ".key")))
            .toList();
    return ServerTls.load(
        new ServerTlsSettings(files, Domain.parse("mx.example"), directory.resolve("tls")), clock);
  }

  /** The names of the certificate that a client is shown. */
  private static Collection<List<?>> shown(ServerTls tls, String host, String... protocols)
      throws IOException, java.security.cert.CertificateParsingException {
    SSLEngine client = TestCertificates.trustingAll().createSSLEngine();
    client.setUseClientMode(true);
    SSLParameters parameters = client.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(host)));
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    client.setSSLParameters(parameters);
    handshake(client, tls.newEngine());
    X509Certificate certificate = (X509Certificate) client.getSession().getPeerCertificates()[0];
    return certificate.getSubjectAlternativeNames();
  }

  private static void handshake(SSLEngine client, SSLEngine server) throws SSLException {
    ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
    for (int i = 0; i < 20; i++) {
      step(client, toServer, toClient);
      step(server, toClient, toServer);
    }
    assertThat(client.getSession().getProtocol()).startsWith("TLSv1.");
  }

  private static void step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
    ByteBuffer plain = ByteBuffer.allocate(1 << 16);
    in.flip();
    SSLEngineResult read = engine.unwrap(in, plain);
    while (in.hasRemaining() && read.bytesConsumed() > 0) {
      run(engine);
      read = engine.unwrap(in, plain);
    }
    in.compact();
    run(engine);
    while (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
      engine.wrap(ByteBuffer.allocate(0), out);
      run(engine);
    }
  }

  private static void run(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  @Test
  void showsTheCertificateForTheHost() throws Exception {
    TestCertificates.write(directory, "first", TestCertificates.key("RSA"), "mx.example");
    TestCertificates.write(directory, "second", TestCertificates.key("EC"), "*.other.example");
    ServerTls tls = load("first", "second");
    for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
      assertThat(shown(tls, "mx.example", protocol)).containsExactly(List.of(2, "mx.example"));
      assertThat(shown(tls, "a.other.example", protocol))
          .containsExactly(List.of(2, "*.other.example"));
      assertThat(shown(tls, "unknown.example", protocol)).containsExactly(List.of(2, "mx.example"));
    }
  }

  @Test
  void takesANewCertificateAndKeepsTheOldForABadOne() throws Exception {
    TestCertificates.write(directory, "first", TestCertificates.key("EC"), "old.example");
    ServerTls tls = load("first");
    tls.refresh();
    assertThat(shown(tls, "x.example")).containsExactly(List.of(2, "old.example"));

    String certificate = Files.readString(directory.resolve("first.pem"));
    Files.writeString(directory.resolve("first.pem"), certificate.substring(0, 100));
    tls.refresh();
    assertThat(shown(tls, "x.example")).containsExactly(List.of(2, "old.example"));

    // a new certificate whose key is not there yet
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    TestCertificates.write(elsewhere, "first", TestCertificates.key("EC"), "new.example");
    Files.copy(
        elsewhere.resolve("first.pem"),
        directory.resolve("first.pem"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    tls.refresh();
    assertThat(shown(tls, "x.example")).containsExactly(List.of(2, "old.example"));
    Files.copy(
        elsewhere.resolve("first.key"),
        directory.resolve("first.key"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    tls.refresh();
    assertThat(shown(tls, "x.example")).containsExactly(List.of(2, "new.example"));

    Files.delete(directory.resolve("first.key"));
    tls.refresh();
    assertThat(shown(tls, "x.example")).containsExactly(List.of(2, "new.example"));
  }

  @Test
  void makesACertificateOfItsOwnAndKeepsIt() throws Exception {
    ServerTls tls = load();
    Path file = directory.resolve("tls/self-signed.pem");
    assertThat(shown(tls, "x.example")).containsExactly(List.of(2, "mx.example"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String text = Files.readString(file);
    load();
    assertThat(file).hasContent(text);

    clock.advance(Duration.ofDays(340));
    tls.refresh();
    assertThat(Files.readString(file)).isNotEqualTo(text);
    ServerTls.load(
        new ServerTlsSettings(List.of(), Domain.parse("other.example"), directory.resolve("tls")),
        clock);
    tls.refresh();
    assertThat(shown(tls, "x.example")).containsExactly(List.of(2, "mx.example"));
  }

  @Test
  void refusesToStartWithABadFile() {
    assertThatThrownBy(() -> load("missing"))
        .isInstanceOf(TlsFileException.class)
        .hasMessage(directory.resolve("missing.pem") + ": does not exist; name a file in PEM");
  }

  @Test
  void offersNothingOld() throws Exception {
    SSLEngine engine = load().newEngine();
    assertThat(engine.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    assertThat(engine.getEnabledCipherSuites())
        .allMatch(suite -> suite.matches("TLS_(ECDHE_\\w+_WITH_)?(AES_\\d+_GCM|CHACHA20)_\\w+"));
  }
}
