package org.dromedary.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueSyntaxTest {
  private static final DurationSyntax DURATION =
      new DurationSyntax(Duration.ofMillis(100), Duration.ofDays(365));
  private static final SizeSyntax SIZE = new SizeSyntax(0, 1L << 40);

  @ParameterizedTest
  @CsvSource({
    "100ms, PT0.1S",
    "500ms, PT0.5S",
    "2s, PT2S",
    "2 s, PT2S",
    "5m, PT5M",
    "4h, PT4H",
    "5d, PT120H",
    "365d, PT8760H"
  })
  void readsDurations(String text, Duration expected) {
    assertThat(DURATION.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "m",
        "-5m",
        "5 minutes",
        "1.5h",
        "5M",
        "0s",
        "99ms",
        "366d",
        "999999999d",
        "9999999999s",
        "1h30m",
        "٥m"
      })
  void refusesDurations(String text) {
    assertThatThrownBy(() -> DURATION.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void durationsAreWrittenAsTheyAreRead(
      @ForAll @LongRange(min = 100, max = 31_536_000_000L) long n) {
    // a count of nine digits is the longest that is read
    Duration value = n > 999_999_999 ? Duration.ofSeconds(n / 1000) : Duration.ofMillis(n);

    assertThat(DURATION.parse(DURATION.format(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"0B, 0", "1B, 1", "512KiB, 524288", "50MiB, 52428800", "2 GiB, 2147483648"})
  void readsSizes(String text, long expected) {
    assertThat(SIZE.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5MB", "5mib", "-1B", "1.5GiB", "1025GiB", "999999999GiB"})
  void refusesSizes(String text) {
    assertThatThrownBy(() -> SIZE.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 0B", "1023, 1023B", "1024, 1KiB", "52428800, 50MiB", "1073741824, 1GiB"})
  void writesSizesInTheLargestWholeUnit(long octets, String expected) {
    assertThat(SIZE.format(octets)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1.0, 1", "1.2, 1.2", "2, 2", "2.5, 2.5", "10, 10"})
  void readsMultipliers(String text, String expected) {
    MultiplierSyntax syntax = new MultiplierSyntax();

    assertThat(syntax.format(syntax.parse(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "0.5", "1.1", "10.1", "NaN", "Infinity", "1e1", "-2", "2,5", "0x1p1"})
  void refusesMultipliers(String text) {
    MultiplierSyntax syntax = new MultiplierSyntax();

    assertThatThrownBy(() -> syntax.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0", "65536", "99999999999", "1.0", "+-1"})
  void refusesNumbersOutOfRange(String text) {
    assertThatThrownBy(() -> new IntegerSyntax(1, 65535).parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
