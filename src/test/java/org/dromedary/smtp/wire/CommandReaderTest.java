package org.dromedary.smtp.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandReaderTest {

  private static List<CommandLine> read(byte[] input, int cut) {
    CommandReader reader = new CommandReader();
    List<CommandLine> lines = new ArrayList<>();
    int position = 0;
    while (position < input.length) {
      int end = position < cut ? cut : input.length;
      position = reader.read(input, position, end);
      reader.take().ifPresent(lines::add);
    }
    return lines;
  }

  private static byte[] unescape(String text) {
    return text.replace("CR", "\r").replace("LF", "\n").replace("NUL", "\0").getBytes(UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "NOOPCRLF, NOOP, 6",
    "CRLF, '', 2",
    "'NOOP  \tCRLF', NOOP, 9",
    "'VRFY a bCRLF', VRFY a b, 10",
    "'MAIL FROM:<\u00e9@x>CRLF', MAIL FROM:<\u00e9@x>, 18",
  })
  void readsALine(String input, String text, int octets) {
    byte[] wire = unescape(input + "QUITCRLF");
    for (int cut = 0; cut <= wire.length; cut++) {
      assertThat(read(wire, cut))
          .as("cut at %d", cut)
          .containsExactly(new CommandLine.Text(text, octets), new CommandLine.Text("QUIT", 6));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NOOPLFNOOPCRLF, BARE_LINE_BREAK",
    "NOOPCRNOOPCRLF, BARE_LINE_BREAK",
    "NOOPCRCRLF, BARE_LINE_BREAK",
    "LFCRLF, BARE_LINE_BREAK",
    "NONULOPCRLF, NUL",
    "NOOPNULCRLF, NUL",
  })
  void refusesALineAndStaysInStep(String input, WireFault fault) {
    byte[] wire = unescape(input + "QUITCRLF");
    for (int cut = 0; cut <= wire.length; cut++) {
      assertThat(read(wire, cut))
          .as("cut at %d", cut)
          .containsExactly(new CommandLine.Malformed(fault), new CommandLine.Text("QUIT", 6));
    }
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertThat(read("NOOP \u00e9\r\n".getBytes(ISO_8859_1), 0))
        .containsExactly(new CommandLine.Malformed(WireFault.NOT_UTF8));
  }

  @Test
  void refusesAnEndlessLineWithoutKeepingIt() {
    byte[] wire = ("x".repeat(1_000_000) + "\r\nQUIT\r\n").getBytes(UTF_8);

    assertThat(read(wire, 5000))
        .containsExactly(
            new CommandLine.Malformed(WireFault.TOO_LONG), new CommandLine.Text("QUIT", 6));
  }
}
