package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WildcardTest {
  @ParameterizedTest
  @CsvSource({
    "abc, abc, true",
    "abc, ABC, true",
    "ABC, abc, true",
    "abc, abcd, false",
    "abc, ab, false",
    "abc, '', false",
    "*, '', true",
    "*, anything, true",
    "?, '', false",
    "?, x, true",
    "?, xy, false",
    "?, 😀, true",
    "a*c, ac, true",
    "a*c, abbbc, true",
    "a*c, abcb, false",
    "*.example.org, mail.example.org, true",
    "*.example.org, example.org, false",
    "*b*, abc, true",
    "**a**, a, true",
    "a?*c, ac, false",
    "a?*c, axc, true",
    "*ab*ab, abab, true",
    "*ab*ab, aab, false",
    "a.c, abc, false",
    "ÄÖ*, äöü, true",
    "[a], a, false",
    "(, (, true",
  })
  void matches(String pattern, String text, boolean matched) {
    assertThat(Wildcard.parse(pattern).matches(text)).isEqualTo(matched);
  }

  @Test
  void aPatternMayBeLongerThanAWord() {
    String text = "ab".repeat(120);
    assertThat(Wildcard.parse(text).matches(text)).isTrue();
    assertThat(Wildcard.parse(text + "?").matches(text)).isFalse();
    assertThat(Wildcard.parse("*" + text).matches("ab" + text)).isTrue();
    assertThat(Wildcard.parse("?".repeat(64)).matches("x".repeat(64))).isTrue();
    assertThat(Wildcard.parse("?".repeat(64)).matches("x".repeat(63))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 256})
  void refusesALengthOf(int length) {
    assertThatThrownBy(() -> Wildcard.parse("a".repeat(length)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Timeout(20)
  void noTextMakesItSlow() {
    Wildcard hard = Wildcard.parse("*a".repeat(60) + "*b" + "*a?".repeat(30) + "c");
    assertThat(hard.matches("a".repeat(4 << 20))).isFalse();
  }

  @Property
  void saysWhatARegularExpressionSays(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    String regex = pattern.replace("*", ".*").replace("?", ".");
    assertThat(Wildcard.parse(pattern).matches(text))
        .isEqualTo(Pattern.matches("(?is)" + regex, text));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("aAbB*?").ofMinLength(1).ofMaxLength(12);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("aAbB").ofMaxLength(12);
  }
}
