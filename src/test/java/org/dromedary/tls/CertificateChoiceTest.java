package org.dromedary.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dromedary.testkit.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateChoiceTest {
  private static final CertificateChoice MANAGER =
      new CertificateChoice(
          List.of(
              identity("RSA", "mx.example"),
              identity("EC", "mx.example"),
              identity("EC", "*.other.example", "other.example"),
              identity("EC", "one.other.example")));

  private static Identity identity(String algorithm, String... names) {
    KeyPair key = TestCertificates.key(algorithm);
    return new Identity(key.getPrivate(), List.of(), new CertificateNames(Set.of(names), Set.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, mx.example, 0",
    "EC, MX.Example, 1",
    "EC, other.example, 2",
    "EC, a.other.example, 2",
    "EC, one.other.example, 2",
    "EC, a.b.other.example, 1",
    "RSA, unknown.example, 0",
    "EC, unknown.example, 1",
    "RSA, a.other.example, ",
    "EdDSA, mx.example, ",
  })
  void choosesByKeyAndHost(String keyType, String host, String alias) {
    assertThat(MANAGER.choose(keyType, Optional.of(host))).isEqualTo(Optional.ofNullable(alias));
  }

  @Test
  void takesTheFirstWithoutAHost() {
    assertThat(MANAGER.choose("RSA", Optional.empty())).contains("0");
    assertThat(MANAGER.choose("EC", Optional.empty())).contains("1");
  }
}
