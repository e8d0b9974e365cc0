package org.dromedary.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyParseTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.1 no such user",
        "450 4.4.7 gone; last reply: 451 4.7.1 x",
        "421 bye",
        "250 "
      })
  void readsWhatItWrites(String line) {
    assertThat(SmtpReply.parse(line)).hasToString(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "250", "250-x", "abc x", "600 x", "550 a\nb"})
  void refusesWhatIsNoReply(String line) {
    assertThatThrownBy(() -> SmtpReply.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
