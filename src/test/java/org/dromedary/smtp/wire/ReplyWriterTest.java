package org.dromedary.smtp.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dromedary.mail.EnhancedStatusCode;
import org.dromedary.mail.ReplyCode;
import org.dromedary.mail.SmtpReply;
import org.junit.jupiter.api.Test;

class ReplyWriterTest {

  private static String written(SmtpReply reply) {
    return new String(ReplyWriter.octets(reply), US_ASCII);
  }

  @Test
  void writesCodeStatusAndText() {
    assertThat(written(SmtpReply.of(550, "5.1.1", "no such user")))
        .isEqualTo("550 5.1.1 no such user\r\n");
    assertThat(written(SmtpReply.of(354, "go"))).isEqualTo("354 go\r\n");
  }

  @Test
  void repeatsCodeAndStatusOnEachLine() {
    SmtpReply reply =
        new SmtpReply(
            new ReplyCode(250),
            Optional.of(EnhancedStatusCode.parse("2.0.0")),
            List.of("a", "", "c"));

    assertThat(written(reply)).isEqualTo("250-2.0.0 a\r\n250-2.0.0 \r\n250 2.0.0 c\r\n");
  }

  @Test
  void foldsATextThatWouldNotFitInALine() {
    String written = written(SmtpReply.of(554, "5.7.1", "x".repeat(1200)));

    assertThat(written.split("\r\n"))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line.length() + 2).isLessThanOrEqualTo(512));
    assertThat(written.replaceAll("554[- ]5.7.1 |\r\n", "")).isEqualTo("x".repeat(1200));
  }

  @Test
  void replacesWhatIsNotAscii() {
    assertThat(written(SmtpReply.of(250, "2.0.0", "\u00e9"))).isEqualTo("250 2.0.0 ?\r\n");
  }
}
