package org.dromedary.smtp.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataReaderTest {

  /** What a reader made of input that was cut in pieces. */
  private record Reading(
      String content, boolean complete, Optional<WireFault> fault, String behind) {}

  private static Reading read(byte[] input, int... cuts) {
    DataReader reader = new DataReader();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int position = 0;
    for (int i = 0; i <= cuts.length && !reader.isComplete(); i++) {
      int end = i < cuts.length ? cuts[i] : input.length;
      position =
          reader.read(
              input, position, end, (octets, from, to) -> content.write(octets, from, to - from));
    }
    return new Reading(
        content.toString(ISO_8859_1),
        reader.isComplete(),
        reader.fault(),
        new String(input, position, input.length - position, ISO_8859_1));
  }

  private static byte[] unescape(String text) {
    return text.replace("CR", "\r").replace("LF", "\n").replace("NUL", "\0").getBytes(ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "'.CRLF', ''",
    "'CRLF.CRLF', CRLF",
    "'aCRLF.CRLF', aCRLF",
    "'aCRLF..CRLF.CRLF', aCRLF.CRLF",
    "'..CRLF.CRLF', .CRLF",
    "'...CRLF.CRLF', ..CRLF",
    "'.aCRLF.CRLF', aCRLF",
    "'a.bCRLF.CRLF', a.bCRLF",
    "'a.CRLF.CRLF', a.CRLF",
    "'CRLFCRLF.CRLF', CRLFCRLF",
    "'\u00e9\u00ffCRLF.CRLF', \u00e9\u00ffCRLF",
  })
  void takesTheDotsAway(String input, String content) {
    byte[] octets = unescape(input + "QUITCRLF");

    Reading whole = read(octets);

    assertThat(whole)
        .isEqualTo(
            new Reading(
                new String(unescape(content), ISO_8859_1), true, Optional.empty(), "QUIT\r\n"));
    for (int cut = 0; cut <= octets.length; cut++) {
      assertThat(read(octets, cut)).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  /** RFC 5321 §4.1.1.4, and what SMTP smuggling tries instead of CRLF.CRLF. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "aLF.LF",
        "aLF.CRLF",
        "aCRLF.LF",
        "aCR.CR",
        "aCRLF.CR",
        "aCR.LF",
        "aCR.CRLF",
        "aCRLF.CRCR",
        "aLF.CR",
        "aCRLF.NULCRLF",
        "aCRLFNUL.CRLF",
        "aCRCRLFb.CRLF",
        "aLFCR.CRLF",
        ".LF",
        ".CRa"
      })
  void endsAtNothingElseAndReportsIt(String ending) {
    byte[] octets = unescape(ending + "MAIL FROM:<>CRLF.CRLFQUITCRLF");

    Reading whole = read(octets);

    assertThat(whole.complete()).isTrue();
    assertThat(whole.behind()).isEqualTo("QUIT\r\n");
    assertThat(whole.fault())
        .contains(ending.contains("NUL") ? WireFault.NUL : WireFault.BARE_LINE_BREAK);
    for (int cut = 0; cut <= octets.length; cut++) {
      Reading inTwo = read(octets, cut);
      assertThat(inTwo.behind()).as("cut at %d", cut).isEqualTo(whole.behind());
      assertThat(inTwo.fault()).as("cut at %d", cut).isEqualTo(whole.fault());
    }
  }

  @Test
  void reportsABareCrBeforeTheEnd() {
    Reading reading = read(unescape("aCRCRLF.CRLF"));

    assertThat(reading.complete()).isTrue();
    assertThat(reading.fault()).contains(WireFault.BARE_LINE_BREAK);
  }

  @Test
  void passesLinesOf998OctetsAndLonger() {
    String content = "x".repeat(998) + "\r\n" + "y".repeat(100_000) + "\r\n";

    assertThat(read((content + ".\r\n").getBytes(ISO_8859_1)).content()).isEqualTo(content);
  }

  @Property
  void givesBackWhatWasStuffed(
      @ForAll("lines") List<String> lines, @ForAll @IntRange(min = 1, max = 50) int step) {
    String content = lines.stream().map(line -> line + "\r\n").collect(joining());
    String stuffed =
        lines.stream()
            .map(line -> (line.startsWith(".") ? "." + line : line) + "\r\n")
            .collect(joining());
    byte[] octets = (stuffed + ".\r\n").getBytes(ISO_8859_1);
    int[] cuts = IntStream.range(1, octets.length / step).map(i -> i * step).toArray();

    assertThat(read(octets, cuts)).isEqualTo(new Reading(content, true, Optional.empty(), ""));
  }

  /** Any octets but CR, LF and NUL, with many dots. */
  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<String> any =
        Arbitraries.strings()
            .withCharRange('\u0001', '\u0009')
            .withCharRange('\u000e', '\u00ff')
            .withChars('.')
            .ofMaxLength(40);
    return Arbitraries.oneOf(Arbitraries.of(".", "..", "", ".a"), any).list().ofMaxSize(20);
  }

  @Property
  void readsTheSameHoweverItIsCut(@ForAll("inputs") CutInput input) {
    Reading whole = read(input.octets());
    Reading inChunks =
        read(input.octets(), input.ends().stream().mapToInt(Integer::intValue).toArray());

    assertThat(inChunks.complete()).isEqualTo(whole.complete());
    assertThat(inChunks.fault()).isEqualTo(whole.fault());
    assertThat(inChunks.behind()).isEqualTo(whole.behind());
    if (whole.fault().isEmpty()) {
      assertThat(inChunks.content()).isEqualTo(whole.content());
    }
  }

  /** RFC 5321 §4.1.1.4, §4.5.2, told in another way. */
  @Property
  void endsAtTheFirstLineThatIsADot(@ForAll("inputs") CutInput input) {
    String all = "\r\n" + new String(input.octets(), ISO_8859_1);
    int end = all.indexOf("\r\n.\r\n");
    Reading reading = read(input.octets());

    assertThat(reading.complete()).isEqualTo(end >= 0);
    if (end >= 0) {
      assertThat(reading.behind()).isEqualTo(all.substring(end + 5));
      assertThat(reading.fault().isPresent()).isEqualTo(hasFault(all.substring(0, end)));
    }
  }

  private static boolean hasFault(String content) {
    String rest = content.replace("\r\n", "");
    return rest.contains("\r") || rest.contains("\n") || rest.contains("\0");
  }

  @Provide
  Arbitrary<CutInput> inputs() {
    return CutInput.any();
  }
}
