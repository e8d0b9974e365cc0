package org.dromedary.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
  private static final List<String> KNOWN =
      List.of("dromedary.smtp.port", "dromedary.smtp.host", "dromedary.hostname");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dromedary.smtp.prot",
        "dromedary.smpt.port",
        "dromedary.smtp-port",
        "Dromedary.SMTP.Port",
        "dromedary_smtp_port",
        "dromedary.smtpport"
      })
  void findsTheNameThatWasMeant(String typed) {
    assertThat(Suggestion.closest(typed, KNOWN)).contains("dromedary.smtp.port");
  }

  @Test
  void findsNothingFarAway() {
    assertThat(Suggestion.closest("camel.main.name", KNOWN)).isEmpty();
    assertThat(Suggestion.closest("x".repeat(100_000), KNOWN)).isEmpty();
  }
}
