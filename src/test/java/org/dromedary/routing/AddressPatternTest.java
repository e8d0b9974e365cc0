package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dromedary.mail.ReversePath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPatternTest {
  @ParameterizedTest
  @CsvSource({
    "spam@example.com, <spam@example.com>, true",
    "spam@example.com, <SPAM@EXAMPLE.COM>, true",
    "spam@example.com, <\"spam\"@example.com>, true",
    "spam@example.com, <\"sp\\am\"@example.com>, true",
    "spam@example.com, <@relay.example:spam@example.com>, true",
    "spam@example.com, <spam+x@example.com>, false",
    "*@example.com, <x@example.com>, true",
    "*@example.com, <x@sub.example.com>, false",
    "*@example.com, <x@example.com.evil.example>, false",
    "example.com, <x@example.com>, true",
    "example.com, <example.com@other.example>, false",
    "*.example.com, <x@a.b.example.com>, true",
    "*.example.com, <x@example.com>, false",
    "*@bücher.example, <x@xn--bcher-kva.example>, true",
    "*@xn--bcher-kva.example, <x@bücher.example>, true",
    "*@b?cher.example, <x@xn--bcher-kva.example>, true",
    "bücher.example, <x@BÜCHER.example>, true",
    "*, <>, false",
    "*, <x@[192.0.2.1]>, true",
    "[192.0.2.*], <x@[192.0.2.1]>, true",
    "<>, <>, true",
    "<>, <x@example.com>, false",
  })
  void matches(String pattern, String path, boolean matched) {
    assertThat(AddressPattern.parse(pattern).matches(ReversePath.parse(path).address()))
        .isEqualTo(matched);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<x@example.com>", "x@example.com>"})
  void refuses(String text) {
    assertThatThrownBy(() -> AddressPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
