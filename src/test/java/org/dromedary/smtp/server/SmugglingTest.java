package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What looks like the end of a mail to some servers, with commands behind it: here the commands are
 * data, and the mail is refused. Each is cut at every octet.
 */
class SmugglingTest {
  private static final String HIDDEN =
      "MAIL FROM:<evil@client.example>\r\nRCPT TO:<b@mx.example>\r\nDATA\r\nhidden\r\n";
  private static final String REFUSAL =
      "550 5.5.2 Bare CR or LF in message: lines must end in CRLF\r\n";

  static Stream<String> ends() {
    List<String> breaks = List.of("\n", "\r", "\r\n", "\n\r", "\r\r\n", "\n\n", "\0\r\n", "");
    return breaks.stream()
        .flatMap(before -> breaks.stream().map(after -> before + "." + after))
        .filter(end -> !(end + "\r\n").contains("\r\n.\r\n")) // that is an end
        .filter(end -> !end.replace("\r\n", "").matches("\\.?")); // those are plain lines
  }

  @ParameterizedTest
  @MethodSource("ends")
  void takesNoOtherEndThanCrLfDotCrLf(String end) {
    for (String follows : List.of(HIDDEN, "", HIDDEN.replace("\r\n", "\n"))) {
      String mail = "Subject: x\r\n\r\ntext" + end + follows + "\r\n.\r\n";
      for (int cut = 0; cut < mail.length(); cut++) {
        SessionDriver driver = new SessionDriver().inTransaction();
        driver.send("DATA\r\n");
        driver.heard();
        driver.send(mail.substring(0, cut));
        driver.send(mail.substring(cut) + "NOOP\r\n");
        assertThat(driver.heard())
            .as("%s cut at %s", end, cut)
            .isIn(
                REFUSAL + "250 2.0.0 Ok\r\n", "550 5.6.0 NUL octet in message\r\n250 2.0.0 Ok\r\n");
        assertThat(driver.mails).isEmpty();
        assertThat(driver.asked).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ends")
  void takesNoOtherEndInChunksEither(String end) {
    String mail = "Subject: x\r\n\r\ntext" + end + HIDDEN;
    for (int cut = 0; cut < mail.length(); cut++) {
      SessionDriver driver = new SessionDriver().inTransaction();
      driver.send("BDAT " + cut + "\r\n" + mail.substring(0, cut));
      driver.send("BDAT " + (mail.length() - cut) + " LAST\r\n" + mail.substring(cut) + "NOOP\r\n");
      assertThat(driver.heard())
          .containsPattern("550 5\\.(5\\.2|6\\.0) ")
          .endsWith("250 2.0.0 Ok\r\n");
      assertThat(driver.mails).isEmpty();
      assertThat(driver.asked).hasSize(1);
    }
  }

  /** RFC 3030 §2: how many octets belong to it is not known, so none may be taken for a command. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "BDAT\t6 LAST",
        "BDAT6",
        "bdat \0 6",
        "BDAT 6\n",
        "BDAT \r6",
        "BDAT 6 \u00ff",
        " BDAT 6 LAST",
        "BDAT "
      })
  void runsNothingBehindAChunkThatCannotBeRead(String command) {
    for (String line :
        List.of(command, command + " ".repeat(600) + "x", command + "0".repeat(20_000))) {
      SessionDriver driver = new SessionDriver().inTransaction();
      driver.send(line + "\r\n" + HIDDEN);
      assertThat(driver.heard()).startsWith("501 5.5.4 BDAT needs the size").hasLineCount(1);
      assertThat(driver.closed).isTrue();
      assertThat(driver.mails).isEmpty();
    }
  }
}
