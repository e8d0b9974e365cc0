package org.dromedary.dsn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineScanTest {
  private static final String LONGEST = "x".repeat(998);

  private static String[] plain() {
    return new String[] {
      "", "a", "a\r\n", "\r\n\r\n", "a\tb\r\nc", LONGEST, LONGEST + "\r\n" + LONGEST + "\r\n"
    };
  }

  private static String[] odd() {
    return new String[] {
      "\n", "a\nb", "\r", "a\r", "\r\r\n", "a\r\r\nb", "\r\n\n", "a\0b", "\r\0", LONGEST + "x\r\n"
    };
  }

  /** In two pieces, cut anywhere. */
  private static void assertPlain(String text, boolean plain) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(LineScan.of(octets).isPlain()).isEqualTo(plain);
    for (int cut = 0; cut <= octets.length; cut++) {
      LineScan scan = new LineScan();
      scan.add(octets, cut);
      byte[] rest = text.substring(cut).getBytes(StandardCharsets.ISO_8859_1);
      scan.add(rest, rest.length);
      assertThat(scan.isPlain()).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @MethodSource("plain")
  void acceptsLines(String text) {
    assertPlain(text, true);
  }

  @ParameterizedTest
  @MethodSource("odd")
  void rejectsOddLines(String text) {
    assertPlain(text, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0080", "a\u00ff\r\n"})
  void seesOctetsAbove127(String text) {
    assertThat(LineScan.of(text.getBytes(StandardCharsets.ISO_8859_1)).isEightBit()).isTrue();
    assertThat(LineScan.of("a\u007f\r\n".getBytes(StandardCharsets.US_ASCII)).isEightBit())
        .isFalse();
  }
}
