package org.dromedary.smtp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays {@code smtp/*.txt} against the session.
 *
 * <pre>
 * C: text     the client sends the line with CRLF; \r \n \0 are octets
 * C+ text     the same, but it waits and goes out together with the next C:
 * C- text     the same as C: without CRLF
 * S: text     the server says exactly this line, and nothing else before it
 * S: &lt;close&gt;  the server closes
 * E: word     an event: timeout, drain
 * </pre>
 */
class SessionTranscriptTest {

  static Stream<Path> transcripts() throws IOException, URISyntaxException {
    Path directory =
        Path.of(Objects.requireNonNull(SessionTranscriptTest.class.getResource("/smtp")).toURI());
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(file -> file.getFileName().toString().startsWith("server-")).toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void saysWhatTheTranscriptSays(Path transcript) throws IOException {
    SessionDriver driver = new SessionDriver();
    driver.greet();
    StringBuilder outgoing = new StringBuilder();
    String heard = driver.heard();
    int number = 0;
    for (String line : Files.readAllLines(transcript)) {
      number++;
      String where = transcript.getFileName() + ":" + number;
      String text = line.length() > 3 ? line.substring(3) : "";
      if (line.startsWith("C")) {
        assertThat(heard).as("unexpected before %s", where).isEmpty();
        outgoing.append(octets(text)).append(line.startsWith("C-") ? "" : "\r\n");
        if (!line.startsWith("C+")) {
          driver.send(outgoing.toString());
          outgoing.setLength(0);
        }
      } else if (line.startsWith("E: ")) {
        play(text, driver);
      } else if (line.equals("S: <close>")) {
        assertThat(heard + driver.heard()).as(where).isEmpty();
        assertThat(driver.closed).as(where).isTrue();
      } else if (line.startsWith("S:")) {
        heard += driver.heard();
        assertThat(heard).as(where).startsWith(text + "\r\n");
        heard = heard.substring(text.length() + 2);
      } else {
        assertThat(line).as(where).matches("(#.*)?");
      }
    }
    assertThat(heard + driver.heard()).as("behind the end of %s", transcript).isEmpty();
  }

  private static void play(String event, SessionDriver driver) {
    switch (event) {
      case "timeout" -> driver.timeOut();
      case "drain" -> driver.drain();
      default -> throw new IllegalArgumentException("no such event: " + event);
    }
  }

  /** The text as octets of UTF-8, with escapes. */
  private static String octets(String text) {
    String utf8 = new String(text.getBytes(UTF_8), ISO_8859_1);
    return utf8.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
  }
}
