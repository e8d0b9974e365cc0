package org.dromedary.smtp.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkReaderTest {
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  /** Reads all of the text, in pieces. */
  private void read(ChunkReader reader, String text, int piece) {
    byte[] octets = text.getBytes(ISO_8859_1);
    for (int i = 0; i < octets.length; i += piece) {
      int to = Math.min(i + piece, octets.length);
      int end =
          reader.read(
              octets, i, to, (from, start, stop) -> content.write(from, start, stop - start));
      assertThat(end).isEqualTo(to);
    }
  }

  private String content() {
    return content.toString(ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void givesTheOctetsOfAllChunks(int piece) {
    ChunkReader reader = new ChunkReader();
    reader.begin(5, false);
    read(reader, ".a\r\n\r", piece);
    assertThat(reader.isChunkRead()).isTrue();
    assertThat(reader.isComplete()).isFalse();
    reader.begin(4, true);
    assertThat(reader.isChunkRead()).isFalse();
    read(reader, "\n.\r\n", piece);
    assertThat(reader.isComplete()).isTrue();
    assertThat(content()).isEqualTo(".a\r\n\r\n.\r\n");
    assertThat(reader.fault()).isEmpty();
  }

  /** A fault is found, and the content given, wherever chunks and pieces are cut. */
  @Property
  void isTheSameHoweverItIsCut(
      @ForAll("mails") String mail,
      @ForAll int chunkSeed,
      @ForAll @IntRange(min = 1, max = 9) int piece) {
    boolean isFaulty = mail.replace("\r\n", "").matches("(?s).*[\r\n\0].*");
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    ChunkReader reader = new ChunkReader();
    Random sizes = new Random(chunkSeed);
    int position = 0;
    while (!reader.isComplete()) {
      int size = sizes.nextInt(mail.length() - position + 1);
      boolean isLast = position + size == mail.length() && sizes.nextBoolean();
      reader.begin(size, isLast);
      byte[] octets = mail.substring(position, position + size).getBytes(ISO_8859_1);
      for (int i = 0; i < size; i += piece) {
        reader.read(
            octets,
            i,
            Math.min(size, i + piece),
            (from, start, stop) -> read.write(from, start, stop - start));
      }
      position += size;
    }
    assertThat(reader.fault().isPresent()).isEqualTo(isFaulty);
    if (!isFaulty) {
      assertThat(read.toString(ISO_8859_1)).isEqualTo(mail);
    }
  }

  @Provide
  Arbitrary<String> mails() {
    return Arbitraries.of("\r\n", "\r\n", "\r", "\n", "\0", ".", "text", "\u00ff")
        .list()
        .ofMaxSize(12)
        .map(pieces -> String.join("", pieces));
  }

  @Test
  void leavesWhatIsBehindTheChunk() {
    ChunkReader reader = new ChunkReader();
    reader.begin(3, true);
    byte[] octets = "xabcQUIT\r\n".getBytes(ISO_8859_1);
    assertThat(
            reader.read(
                octets,
                1,
                octets.length,
                (from, start, stop) -> content.write(from, start, stop - start)))
        .isEqualTo(4);
    assertThat(content()).isEqualTo("abc");
    assertThat(reader.isComplete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\r",
        "a\n",
        "a\r",
        "\n\r",
        "\r\r\n",
        "\r\n\n",
        "a\rb\r\n",
        "a\nb\r\n",
        ".\r",
        "\n.\n",
        "\n.\r\n",
        "\r.\r",
        "\r\n.\r",
        "\r\n.\n"
      })
  void reportsBareLineBreaksWhereverTheChunksAreCut(String text) {
    for (int cut = 0; cut <= text.length(); cut++) {
      for (int piece = 1; piece <= text.length(); piece++) {
        ChunkReader reader = new ChunkReader();
        reader.begin(cut, false);
        read(reader, text.substring(0, cut), piece);
        reader.begin(text.length() - cut, true);
        read(reader, text.substring(cut), piece);
        assertThat(reader.fault())
            .as("%s cut at %s", text, cut)
            .contains(WireFault.BARE_LINE_BREAK);
        assertThat(reader.isComplete()).isTrue();
      }
    }
  }

  @Test
  void reportsNulAndReadsOn() {
    ChunkReader reader = new ChunkReader();
    reader.begin(7, true);
    read(reader, "a\r\n\0b\r\n", 2);
    assertThat(reader.fault()).contains(WireFault.NUL);
    assertThat(reader.isComplete()).isTrue();
    assertThat(content()).startsWith("a\r").doesNotContain("b");
  }

  @Test
  void takesALastLineWithoutAnEnd() {
    ChunkReader reader = new ChunkReader();
    reader.begin(1, true);
    read(reader, "a", 1);
    assertThat(reader.fault()).isEqualTo(Optional.empty());
  }

  @Test
  void takesAnEmptyMail() {
    ChunkReader reader = new ChunkReader();
    reader.begin(0, true);
    assertThat(reader.isComplete()).isTrue();
  }

  @Test
  void refusesAChunkBehindTheLast() {
    ChunkReader reader = new ChunkReader();
    reader.begin(0, true);
    assertThatIllegalStateException().isThrownBy(() -> reader.begin(0, false));
  }
}
