package org.dromedary.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalRecipientTest {

  @ParameterizedTest
  @CsvSource({
    "rfc822;a@example.org, rfc822, a@example.org",
    "RFC822;a+2Bb@example.org, rfc822, a+b@example.org",
    "x400;/c=us/ is no xtext, , ",
    "utf-8;\\x{E4}@example.org, utf-8, \u00e4@example.org",
    "utf-8;a\\x{2B}b@example.org, utf-8, a+b@example.org",
    "utf-8;\\x{1F42B}@example.org, utf-8, \uD83D\uDC2B@example.org",
  })
  void parses(String value, String type, String address) {
    if (type == null) {
      assertThatIllegalArgumentException().isThrownBy(() -> OriginalRecipient.parse(value, false));
      return;
    }
    OriginalRecipient parsed = OriginalRecipient.parse(value, false);
    assertThat(parsed).isEqualTo(new OriginalRecipient(type, address));
    assertThat(OriginalRecipient.parse(parsed.toParameter(), false)).isEqualTo(parsed);
  }

  @Test
  void takesPlainUtf8OnlyWithSmtpUtf8() {
    String value = "utf-8;\u00e4@example.org";
    assertThat(OriginalRecipient.parse(value, true).address()).isEqualTo("\u00e4@example.org");
    assertThatIllegalArgumentException().isThrownBy(() -> OriginalRecipient.parse(value, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "rfc822",
        "rfc822;",
        ";a@example.org",
        "rfc 822;a",
        "rfc822;a b",
        "rfc822;a+0Ab",
        "rfc822;\u00e4",
        "utf-8;a+b",
        "utf-8;a=b",
        "utf-8;a\\b",
        "utf-8;\\x{}",
        "utf-8;\\x{0A}",
        "utf-8;\\x{e4}",
        "utf-8;\\x{D800}",
        "utf-8;\\x{110000}",
        "utf-8;\\x{FFFFFF}",
        "utf-8;\\x{2028}",
        "utf-8;\\x{85}"
      })
  void refuses(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> OriginalRecipient.parse(value, true));
  }

  @Test
  void refusesMoreThan500Characters() {
    String value = "rfc822;" + "a".repeat(493);
    assertThat(OriginalRecipient.parse(value, false).address()).hasSize(493);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OriginalRecipient.parse(value + "a", false));
  }

  @Property
  void givesTheSameAgainOrRefuses(@ForAll String text, @ForAll boolean utf8) {
    String value = (utf8 ? "utf-8;" : "rfc822;") + text;
    try {
      OriginalRecipient parsed = OriginalRecipient.parse(value, true);
      assertThat(OriginalRecipient.parse(parsed.toParameter(), false)).isEqualTo(parsed);
    } catch (IllegalArgumentException e) {
      assertThat(e).isExactlyInstanceOf(IllegalArgumentException.class);
    }
  }
}
