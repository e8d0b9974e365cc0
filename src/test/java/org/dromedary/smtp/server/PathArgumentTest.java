package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathArgumentTest {

  @ParameterizedTest
  @CsvSource({
    "'FROM:<>', '<>', ''",
    "'from:<a@b.example>', '<a@b.example>', ''",
    "'FROM: <a@b.example>', '<a@b.example>', ''",
    "'FROM:<a@b.example> SIZE=1  X', '<a@b.example>', 'SIZE=1,X'",
    "'FROM:<\"a>b\"@c.example> X', '<\"a>b\"@c.example>', X",
    "'FROM:<\"a\\\"> b\"@c.example> X', '<\"a\\\"> b\"@c.example>', X",
  })
  void splitsPathAndParameters(String argument, String path, String parameters) {
    assertThat(PathArgument.parse(argument, "FROM:"))
        .isEqualTo(
            new PathArgument(
                path, parameters.isEmpty() ? List.of() : List.of(parameters.split(","))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "FROM",
        "FROM:",
        "TO:<a@b.example>",
        "FROM:a@b.example",
        "FROM:<a@b.example",
        "FROM:<a@b.example>X",
        "FROM:<\"a>",
        "FROM:<\"a\\",
        "FROM <a@b.example>"
      })
  void refusesOthers(String argument) {
    assertThatIllegalArgumentException().isThrownBy(() -> PathArgument.parse(argument, "FROM:"));
  }
}
