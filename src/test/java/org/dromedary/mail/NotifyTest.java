package org.dromedary.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotifyTest {

  @ParameterizedTest
  @CsvSource({
    "NEVER, NEVER",
    "never, NEVER",
    "'delay,Success', 'SUCCESS,DELAY'",
    "'FAILURE,FAILURE', FAILURE",
    "'SUCCESS,FAILURE,DELAY', 'SUCCESS,FAILURE,DELAY'"
  })
  void parses(String value, String text) {
    assertThat(Notify.parse(value)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "NEVER,FAILURE",
        "FAILURE,",
        ",DELAY",
        "ALWAYS",
        "DELAY ",
        "\u017fUCCESS"
      })
  void refuses(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> Notify.parse(value));
  }
}
