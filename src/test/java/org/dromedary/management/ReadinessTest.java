package org.dromedary.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dromedary.management.Readiness.Check;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final Check GOOD = new Check("broker", true, () -> true);
  private static final Check DOWN = new Check("disk", true, () -> false);
  private static final Check DEGRADED = new Check("files", false, () -> false);

  private static ApiAnswer answer(Check... checks) {
    return new Readiness(List.of(checks)).answer();
  }

  @Test
  void isUpWhenAllIsWell() {
    assertThat(answer(GOOD))
        .isEqualTo(new ApiAnswer(200, "{\"status\":\"up\",\"checks\":{\"broker\":\"up\"}}"));
  }

  @Test
  void isReadyThoughDegraded() {
    assertThat(answer(GOOD, DEGRADED))
        .isEqualTo(
            new ApiAnswer(
                200,
                "{\"status\":\"degraded\",\"checks\":{\"broker\":\"up\",\"files\":\"degraded\"}}"));
  }

  @Test
  void isNotReadyWithoutSomethingVital() {
    assertThat(answer(GOOD, DOWN, DEGRADED).status()).isEqualTo(503);
    assertThat(answer(GOOD, DOWN, DEGRADED).text()).startsWith("{\"status\":\"down\"");
  }

  @Test
  void aCheckThatBreaksIsNotPassed() {
    Check broken =
        new Check(
            "dns",
            true,
            () -> {
              throw new IllegalStateException("secret");
            });
    assertThat(answer(broken).status()).isEqualTo(503);
    assertThat(answer(broken).text()).doesNotContain("secret");
  }
}
