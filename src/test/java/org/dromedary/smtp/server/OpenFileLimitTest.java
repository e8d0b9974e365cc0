package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFileLimitTest {
  @Test
  void saysWhatIsNeededWhenItIsTooLow() {
    assertThat(new OpenFileLimit(1024).warning(20_000))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("1024", "20000", "22000", "dromedary.smtp.maximum-connections"));
  }

  @Test
  void saysNothingWhenItIsEnough() {
    assertThat(new OpenFileLimit(22_000).warning(20_000)).isEmpty();
    assertThat(new OpenFileLimit(Long.MAX_VALUE).warning(100_000)).isEmpty();
  }

  @Test
  void thisProcessHasOne() {
    assertThat(OpenFileLimit.ofThisProcess().files()).isPositive();
  }
}
