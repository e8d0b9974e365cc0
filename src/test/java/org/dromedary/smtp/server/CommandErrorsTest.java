package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandErrorsTest {
  private static final int LIMIT = SessionDriver.LIMITS.commandErrors();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WHAT",
        "MAIL FROM:<a",
        "RCPT TO:<b@mx.example>",
        "MAIL FROM:<a@client.example> X=Y",
        "MAIL FROM:<\u00c3\u00a9@client.example>"
      })
  void errorsEndTheSession(String command) {
    SessionDriver driver = new SessionDriver().greeted();
    driver.send("EHLO client.example\r\n");
    driver.heard();

    driver.send((command + "\r\n").repeat(LIMIT + 5));

    assertIsEnded(driver, LIMIT);
  }

  @Test
  void attemptsToRelayEndTheSession() {
    SessionDriver driver = new SessionDriver().inTransaction();

    driver.send("RCPT TO:<relay@elsewhere.example>\r\n".repeat(LIMIT + 5));

    assertIsEnded(driver, LIMIT);
  }

  /** A mailing list has some; who searches is banned sooner. */
  @Test
  void unknownRecipientsAndPostponedOnesDoNot() {
    SessionDriver driver = new SessionDriver().inTransaction();

    driver.send("RCPT TO:<later@mx.example>\r\n".repeat(2 * LIMIT));

    assertThat(driver.closed).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOOP", "RSET", "VRFY b", "HELP", "EHLO client.example"})
  void moreThan100CommandsWithoutAMailAreErrors(String command) {
    SessionDriver driver = new SessionDriver().greeted();

    for (int i = 0; i < 100 + LIMIT + 5; i++) {
      driver.send(command + "\r\n"); // EHLO may not be sent with others
    }

    List<String> replies = driver.heard().lines().filter(line -> line.startsWith(" ", 3)).toList();
    assertThat(replies).hasSize(100 + LIMIT);
    assertThat(replies.getLast()).startsWith("421 4.7.0 ");
    assertThat(driver.closed).isTrue();
  }

  @Test
  void aMailMakesUpForThem() {
    SessionDriver driver = new SessionDriver().greeted();
    driver.send("HELO client.example\r\n");
    for (int i = 0; i < 20; i++) {
      driver.send("NOOP\r\n".repeat(90));
      driver.send("MAIL FROM:<>\r\nRCPT TO:<b@mx.example>\r\nDATA\r\n");
      driver.send("x\r\n.\r\n");
    }

    assertThat(driver.closed).isFalse();
    assertThat(driver.mails).hasSize(20);
  }

  private static void assertIsEnded(SessionDriver driver, int replies) {
    List<String> heard = driver.heard().lines().toList();
    assertThat(heard).hasSize(replies);
    assertThat(heard.subList(0, replies - 1)).allMatch(line -> line.startsWith("5"));
    assertThat(heard.getLast()).startsWith("421 4.7.0 ");
    assertThat(driver.closed).isTrue();
  }
}
