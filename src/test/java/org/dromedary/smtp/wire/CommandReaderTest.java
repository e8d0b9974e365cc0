package org.dromedary.smtp.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandReaderTest {

  private static List<CommandLine> read(byte[] input, int cut) {
    return read(input, List.of(Math.min(cut, input.length), input.length));
  }

  private static List<CommandLine> read(byte[] input, List<Integer> ends) {
    CommandReader reader = new CommandReader();
    List<CommandLine> lines = new ArrayList<>();
    int position = 0;
    for (int end : ends) {
      while (position < end) {
        position = reader.read(input, position, end);
        reader.take().ifPresent(lines::add);
      }
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
    "NOOPLFNOOPCRLF, BARE_LINE_BREAK, NOOPLFNOOP",
    "NOOPCRNOOPCRLF, BARE_LINE_BREAK, NOOPNOOP",
    "NOOPCRCRLF, BARE_LINE_BREAK, NOOP",
    "LFCRLF, BARE_LINE_BREAK, LF",
    "NONULOPCRLF, NUL, NONULOP",
    "NOOPNULCRLF, NUL, NOOPNUL",
    "NOOP 6789012345NUL78CRLF, NUL, NOOP 6789012345NUL",
  })
  void refusesALineAndStaysInStep(String input, WireFault fault, String start) {
    byte[] wire = unescape(input + "QUITCRLF");
    for (int cut = 0; cut <= wire.length; cut++) {
      assertThat(read(wire, cut))
          .as("cut at %d", cut)
          .containsExactly(
              new CommandLine.Malformed(fault, new String(unescape(start), UTF_8)),
              new CommandLine.Text("QUIT", 6));
    }
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertThat(read("NOOP \u00e9\r\n".getBytes(ISO_8859_1), 0))
        .containsExactly(new CommandLine.Malformed(WireFault.NOT_UTF8, "NOOP \u00e9"));
  }

  @Test
  void refusesAnEndlessLineWithoutKeepingIt() {
    byte[] wire = ("x".repeat(1_000_000) + "\r\nQUIT\r\n").getBytes(UTF_8);

    assertThat(read(wire, 5000))
        .containsExactly(
            new CommandLine.Malformed(WireFault.TOO_LONG, "x".repeat(16)),
            new CommandLine.Text("QUIT", 6));
  }

  @Property
  void readsTheSameHoweverItIsCut(@ForAll("inputs") CutInput input) {
    List<CommandLine> whole = read(input.octets(), 0);
    assertThat(read(input.octets(), input.ends())).isEqualTo(whole);
    assertThat(whole).as("each CRLF ends one line").hasSize(lineEnds(input.octets()));
  }

  @Property
  void whatItTakesForACommandIsOneLine(@ForAll("inputs") CutInput input) {
    assertThat(read(input.octets(), input.ends())).allSatisfy(CommandReaderTest::assertIsOneLine);
  }

  private static void assertIsOneLine(CommandLine line) {
    if (line instanceof CommandLine.Text text) {
      assertThat(text.text()).doesNotContain("\r", "\n", "\0");
      assertThat(text.octets()).isLessThanOrEqualTo(CommandReader.MAXIMUM_OCTETS + 2);
    }
  }

  private static int lineEnds(byte[] octets) {
    int count = 0;
    for (int i = 1; i < octets.length; i++) {
      if (octets[i - 1] == '\r' && octets[i] == '\n') {
        count++;
      }
    }
    return count;
  }

  @Provide
  Arbitrary<CutInput> inputs() {
    return CutInput.any();
  }
}
