package org.dromedary.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XtextTest {

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "user+2Btag@x, user+tag@x",
    "a+3Db, a=b",
    "a+20b, a b",
    "+2B+2B, ++",
    "~!, ~!"
  })
  void decodes(String xtext, String text) {
    assertThat(Xtext.decode(xtext)).isEqualTo(text);
    assertThat(Xtext.encode(text)).isEqualTo(xtext);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+",
        "+2",
        "a+",
        "+2b",
        "+GG",
        "a=b",
        "a b",
        "a\tb",
        "+0D+0A",
        "+00",
        "+7F",
        "+80",
        "\u00e4",
        "\u007f",
        "+\u0662B"
      })
  void refuses(String xtext) {
    assertThatIllegalArgumentException().isThrownBy(() -> Xtext.decode(xtext));
  }

  @Property
  void decodesWhatItEncodes(@ForAll @CharRange(from = ' ', to = '~') String text) {
    assertThat(Xtext.decode(Xtext.encode(text))).isEqualTo(text);
  }

  @Property
  void givesPrintableTextOrRefuses(@ForAll String xtext) {
    try {
      assertThat(Xtext.decode(xtext)).matches("[ -~]*");
    } catch (IllegalArgumentException e) {
      assertThat(e).isExactlyInstanceOf(IllegalArgumentException.class);
    }
  }
}
