package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UndeliveredTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refuse",
        "report",
        "outbox",
        "forward postmaster@example.org",
        "forward a@example.org, b@elsewhere.example",
        "re-address new.example",
        "create template",
        "create template@example.org"
      })
  void readsWhatItWrites(String text) {
    assertThat(Undelivered.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bounce",
        "refuse politely",
        "forward",
        "forward nobody",
        "forward a@example.org,",
        "re-address",
        "re-address [192.0.2.1]",
        "re-address a b",
        "create",
        "create a%b",
        "outbox now"
      })
  void refuses(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Undelivered.parse(text));
  }
}
