package org.dromedary.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.apache.activemq.artemis.utils.PasswordMaskingUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  private static boolean artemisTakes(String password, String hash) {
    return PasswordMaskingUtil.getHashProcessor(hash).compare(password.toCharArray(), hash);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "correct horse", "pässwört ☃", "=:#!\\,)"})
  void artemisComparesIt(String password) {
    String hash = PasswordHash.of(password, new SecureRandom());

    assertThat(artemisTakes(password, hash)).isTrue();
    assertThat(artemisTakes(password + " ", hash)).isFalse();
  }

  @Test
  void saysHowItWasMade() {
    assertThat(PasswordHash.of("secret", new SecureRandom()))
        .matches("ENC\\(100000:[0-9a-f]{64}:[0-9a-f]{40}\\)");
  }

  @Test
  void everyOneHasItsOwnSalt() {
    SecureRandom random = new SecureRandom();

    assertThat(PasswordHash.of("secret", random)).isNotEqualTo(PasswordHash.of("secret", random));
  }
}
