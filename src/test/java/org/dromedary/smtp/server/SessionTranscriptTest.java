package org.dromedary.smtp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
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
 * E: word     an event: timeout, drain, resume, tls (the handshake is done)
 * </pre>
 *
 * The name of the file begins with {@code server-} and may go on with the word of its listener.
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

  /** All but those where the client does not wait for a reply that it must wait for. */
  static Stream<Path> transcriptsInStep() throws IOException, URISyntaxException {
    return transcripts()
        .filter(file -> !file.getFileName().toString().startsWith("server-out-of-sync-"));
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void saysWhatTheTranscriptSays(Path transcript) throws IOException {
    play(transcript, SessionDriver::send);
  }

  @ParameterizedTest
  @MethodSource("transcriptsInStep")
  void saysTheSameToSingleOctets(Path transcript) throws IOException {
    play(
        transcript,
        (driver, octets) -> octets.chars().forEach(c -> driver.send(Character.toString(c))));
  }

  private static void play(Path transcript, BiConsumer<SessionDriver, String> sender)
      throws IOException {
    SessionDriver driver = new SessionDriver(listener(transcript));
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
          sender.accept(driver, outgoing.toString());
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

  private static ListenerKind listener(Path transcript) {
    String name = transcript.getFileName().toString();
    return Arrays.stream(ListenerKind.values())
        .filter(kind -> name.startsWith("server-" + kind.word() + "-"))
        .findFirst()
        .orElse(ListenerKind.RELAY);
  }

  private static void play(String event, SessionDriver driver) {
    switch (event) {
      case "timeout" -> driver.timeOut();
      case "drain" -> driver.drain();
      case "resume" -> driver.resume();
      case "tls" -> {
        assertThat(driver.tlsOffered).isTrue();
        driver.tlsStarted();
      }
      default -> throw new IllegalArgumentException("no such event: " + event);
    }
  }

  /** The text as octets of UTF-8, with escapes. */
  private static String octets(String text) {
    String utf8 = new String(text.getBytes(UTF_8), ISO_8859_1);
    return utf8.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
  }
}
