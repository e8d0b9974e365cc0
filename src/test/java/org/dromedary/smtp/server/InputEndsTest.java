package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.dromedary.mail.SmtpReply;
import org.junit.jupiter.api.Test;

/** A client that closes its side of the connection first, as {@code nc -N} does. */
class InputEndsTest {

  @Test
  void anIdleClientIsGone() {
    SessionDriver driver = new SessionDriver().greeted();
    driver.endInput();
    assertThat(driver.closed).isTrue();
    assertThat(driver.heard()).isEmpty();
  }

  @Test
  void beforeTheBannerToo() {
    SessionDriver driver = new SessionDriver();
    driver.endInput();
    assertThat(driver.closed).isTrue();
    assertThat(driver.heard()).isEmpty();
  }

  @Test
  void aMailThatIsNotWholeIsDropped() {
    SessionDriver driver = new SessionDriver().inTransaction();
    driver.send("DATA\r\n");
    driver.send("x\r\n.\r");
    driver.endInput();
    assertThat(driver.closed).isTrue();
    assertThat(driver.mails).isEmpty();
  }

  @Test
  void aMailThatIsWholeIsAnsweredAndSoIsWhatFollows() {
    SessionDriver driver = new SessionDriver().inTransaction();
    driver.holdAnswers = true;
    driver.send("DATA\r\n");
    driver.send("x\r\n.\r\nNOOP\r\nNOO");
    driver.heard();

    driver.endInput();
    assertThat(driver.closed).isFalse();
    driver.answer(SmtpReply.of(250, "2.0.0", "Ok: queued"));

    assertThat(driver.heard()).isEqualTo("250 2.0.0 Ok: queued\r\n250 2.0.0 Ok\r\n");
    assertThat(driver.closed).isTrue();
  }

  @Test
  void aRecipientIsAnswered() {
    SessionDriver driver = new SessionDriver().inTransaction();
    driver.holdDecisions = true;
    driver.send("RCPT TO:<c@mx.example>\r\n");
    driver.endInput();
    assertThat(driver.closed).isFalse();
    driver.decide(RecipientDecision.ACCEPTED);
    assertThat(driver.heard()).isEqualTo("250 2.1.5 Ok\r\n");
    assertThat(driver.closed).isTrue();
  }
}
