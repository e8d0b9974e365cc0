package org.dromedary.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchedContentTest {
  @TempDir private Path directory;

  /** The text, in portions of so many octets. */
  private FetchedContent content(String text, int portion) throws IOException {
    FetchedContent content = new FetchedContent(1000, 100, directory);
    byte[] octets = text.getBytes(ISO_8859_1);
    for (int i = 0; i < octets.length; i += portion) {
      content.write(octets, i, Math.min(portion, octets.length - i));
    }
    content.close();
    return content;
  }

  private static String text(FetchedContent content) throws IOException {
    try (InputStream in = content.content().open()) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void keepsTheOctetsWhereverTheyAreCut(int portion) throws IOException {
    String small = "Subject: x\r\n\r\n.\r\nGr\u00fc\u00dfe\r\nno end";
    assertThat(text(content(small, portion))).isEqualTo(small);
    assertThat(content(small, portion).isEightBit()).isTrue();
    assertThat(files()).isZero();

    String large = "Subject: x\r\n\r\n" + "0123456789\r\n".repeat(50);
    FetchedContent inFile = content(large, portion);
    assertThat(text(inFile)).isEqualTo(large);
    assertThat(inFile.content().size()).isEqualTo(large.length());
    assertThat(inFile.isEightBit()).isFalse();
    assertThat(inFile.problem()).isEmpty();
    assertThat(files()).isEqualTo(1);
    inFile.delete();
    assertThat(files()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"a\\n,LF without CR", "a\\rb,CR without LF", "a\\r,CR without LF", "a\\0,value 0"})
  void refusesWhatNobodyMaySend(String octets, String problem) throws IOException {
    String text = octets.replace("\\n", "\n").replace("\\r", "\r").replace("\\0", "\0");
    for (int portion : new int[] {1, 100}) {
      assertThat(content(text, portion).problem())
          .hasValueSatisfying(p -> assertThat(p).contains(problem));
    }
  }

  @Test
  void refusesWhatIsTooLargeAndKeepsNoMoreOfIt() throws IOException {
    FetchedContent content = content("0123456789\r\n".repeat(200), 12);
    assertThat(content.problem())
        .hasValueSatisfying(p -> assertThat(p).contains("maximum-message-size"));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).allSatisfy(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(1000));
    }
    content.delete();
  }

  @Test
  void refusesALoop() throws IOException {
    String received = "Received: from a by b; Thu, 26 Nov 2026 12:00:00 +0000\r\n";
    FetchedContent all = new FetchedContent(100_000, 100_000, directory);
    all.write(received.repeat(50).getBytes(ISO_8859_1));
    assertThat(all.problem()).isEmpty();
    all.write((received + "\r\n").getBytes(ISO_8859_1));
    assertThat(all.problem()).hasValueSatisfying(p -> assertThat(p).contains("a loop"));
  }
}
