package org.dromedary.management;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "plain text; plain text",
        "a\\r\\nb; a | b",
        "a\\n\\n\\tb; a | b",
        "a \\r b; a | b",
        "a\\u0085b; a | b",
        "a\\u2028b\\u2029c; a | b | c",
        "a\\u0000b; a?b",
        "a\\u001b[31mb; a?[31mb",
        "a\\u009bb; a?b",
        "a\\u202eb; a?b",
        "a\\u007fb; a?b",
        "\u00fc \u20ac \ud83d\ude00; \u00fc \u20ac \ud83d\ude00",
      })
  void replaces(String escaped, String line) {
    assertThat(OneLine.of(unescaped(escaped))).isEqualTo(line);
  }

  private static String unescaped(String text) {
    String breaks = text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < breaks.length(); i++) {
      if (breaks.startsWith("\\u", i)) {
        result.append((char) Integer.parseInt(breaks.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        result.append(breaks.charAt(i));
      }
    }
    return result.toString();
  }

  @Property
  void nothingBreaksTheLine(@ForAll String text) {
    String line = OneLine.of(text);
    assertThat(line.lines().count()).isLessThanOrEqualTo(1);
    assertThat(line.codePoints().noneMatch(Character::isISOControl)).isTrue();
  }

  @Property
  void aCleanLineStaysTheSame(@ForAll("clean") String text) {
    assertThat(OneLine.of(text)).isEqualTo(text);
  }

  @Provide
  Arbitrary<String> clean() {
    return Arbitraries.strings().withCharRange(' ', '~');
  }
}
