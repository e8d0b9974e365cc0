package org.dromedary.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
  @ParameterizedTest
  @CsvSource({
    "a, a",
    "Alice, alice",
    "ALICE@Example.ORG, alice@example.org",
    "o'brien+x_y-z.1, o'brien+x_y-z.1",
    "*, *",
    "-x, -x"
  })
  void isFoldedToLowerCase(String text, String name) {
    assertThat(new UserName(text)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        " a",
        "a ",
        "a\t",
        "a\n",
        "a\rb",
        "a\0",
        "\u007f",
        "a=b",
        "a:b",
        "#a",
        "!a",
        "a\\b",
        "a,b",
        "a;b",
        "\"a\"",
        "<a>",
        "a(b",
        "a)",
        "jürgen",
        "a\u00a0",
        "\u212aelvin",
        "\ud83d\udc2a"
      })
  void refusesWhatIsNotSafe(String text) {
    assertThatThrownBy(() -> new UserName(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a user name has ");
    assertThat(UserName.of(text)).isEmpty();
  }

  @Test
  void has255CharactersAtMost() {
    assertThat(UserName.of("a".repeat(255))).isPresent();
    assertThat(UserName.of("a".repeat(256))).isEmpty();
  }
}
