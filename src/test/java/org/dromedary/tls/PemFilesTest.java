package org.dromedary.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.util.io.pem.PemObject;
import org.dromedary.testkit.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFilesTest {
  private final Path certificate;
  private final Path key;

  PemFilesTest(@TempDir Path directory) {
    certificate = directory.resolve("certificate.pem");
    key = directory.resolve("key.pem");
  }

  private Identity read(String certificateText, String keyText)
      throws IOException, TlsFileException {
    Files.writeString(certificate, certificateText);
    Files.writeString(key, keyText);
    return PemFiles.read(new CertificateFiles(certificate, key));
  }

  private static String certificate(KeyPair pair, String... hosts) {
    return TestCertificates.certificate(pair, Instant.now().plus(Duration.ofDays(1)), hosts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void readsCertificatesAndKeysInPkcs8(String algorithm) throws Exception {
    KeyPair pair = TestCertificates.key(algorithm);
    Identity identity =
        read(certificate(pair, "MX.example", "*.mx.example"), TestCertificates.pkcs8(pair));
    assertThat(identity.names().hosts()).containsExactlyInAnyOrder("mx.example", "*.mx.example");
    assertThat(identity.isConsistent()).isTrue();
  }

  @Test
  void readsPkcs1() throws Exception {
    KeyPair pair = TestCertificates.key("RSA");
    String text = TestCertificates.pem(pair.getPrivate());
    assertThat(text).contains("BEGIN RSA PRIVATE KEY");
    assertThat(read(certificate(pair, "mx.example"), text).isConsistent()).isTrue();
  }

  @Test
  void readsSec1() throws Exception {
    KeyPair pair = TestCertificates.key("EC");
    PrivateKeyInfo key = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
    // as openssl has it: with the curve
    ECPrivateKey sec1 =
        new ECPrivateKey(
            384,
            ((java.security.interfaces.ECPrivateKey) pair.getPrivate()).getS(),
            key.getPrivateKeyAlgorithm().getParameters());
    String text = TestCertificates.pem(new PemObject("EC PRIVATE KEY", sec1.getEncoded()));
    assertThat(read(certificate(pair, "mx.example"), text).isConsistent()).isTrue();
  }

  @Test
  void keepsTheOrderOfAChain() throws Exception {
    KeyPair pair = TestCertificates.key("EC");
    KeyPair other = TestCertificates.key("EC");
    Identity identity =
        read(
            certificate(pair, "mx.example") + certificate(other, "issuer.example"),
            TestCertificates.pkcs8(pair));
    assertThat(identity.chain()).hasSize(2);
    assertThat(identity.names().hosts()).containsExactly("mx.example");
  }

  @Test
  void refusesAKeyOfAnotherCertificate() {
    KeyPair pair = TestCertificates.key("EC");
    String other = TestCertificates.pkcs8(TestCertificates.key("EC"));
    assertThatThrownBy(() -> read(certificate(pair, "mx.example"), other))
        .isInstanceOf(TlsFileException.class)
        .hasMessageContaining(key + ": is not the key of the first certificate in " + certificate);
    String rsa = TestCertificates.pkcs8(TestCertificates.key("RSA"));
    assertThatThrownBy(() -> read(certificate(pair, "mx.example"), rsa))
        .hasMessageContaining("is not the key");
  }

  @Test
  void refusesAnEncryptedKey() throws Exception {
    KeyPair pair = TestCertificates.key("EC");
    String encrypted =
        TestCertificates.pem(
            new PemObject(
                "ENCRYPTED PRIVATE KEY",
                new EncryptedPrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2), new byte[8])
                    .getEncoded()));
    assertThatThrownBy(() -> read(certificate(pair, "mx.example"), encrypted))
        .hasMessage(
            key + ": the private key is encrypted; decrypt it, and protect the file by its mode");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n!!!\n",
      })
  void refusesWhatIsNoCertificate(String text) {
    String good = TestCertificates.pkcs8(TestCertificates.key("EC"));
    assertThatThrownBy(() -> read(text, good))
        .isInstanceOf(TlsFileException.class)
        .hasMessageStartingWith(certificate + ": ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nMIG",
      })
  void refusesWhatIsNoKey(String text) {
    KeyPair pair = TestCertificates.key("EC");
    assertThatThrownBy(() -> read(certificate(pair, "mx.example"), text))
        .isInstanceOf(TlsFileException.class)
        .hasMessageStartingWith(key + ": ");
  }

  @Test
  void namesAMissingFile() {
    assertThatThrownBy(() -> PemFiles.read(new CertificateFiles(certificate, key)))
        .hasMessage(certificate + ": does not exist; name a file in PEM");
  }
}
