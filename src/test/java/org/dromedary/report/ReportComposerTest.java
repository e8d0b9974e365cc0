package org.dromedary.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Properties;
import javax.imageio.ImageIO;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.junit.jupiter.api.Test;

/**
 * Whole reports against {@code src/test/resources/report}; what was made instead is left in {@code
 * target/report}, and with {@code -Dgolden=write} there.
 */
class ReportComposerTest {
  private static final Path FILES = Path.of("src/test/resources/report");
  private static final Path MADE = Path.of("target/report");
  private static final Instant FROM = Instant.parse("2026-10-24T04:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-10-25T05:00:00Z");
  private static final ReportPeriod PERIOD =
      new ReportPeriod(FROM, UNTIL, ZoneId.of("Europe/Berlin"));
  private static final ReportComposer COMPOSER =
      new ReportComposer(Domain.parse("mx.example.org"), () -> ReportTemplates.BUILT_IN);
  private static final MailAddress TO = MailAddress.parse("postmaster@example.org");

  private static void assertIs(String name, String made) throws IOException {
    Files.createDirectories(MADE);
    Files.writeString(MADE.resolve(name), made);
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(FILES);
      Files.writeString(FILES.resolve(name), made);
    }
    assertThat(FILES.resolve(name)).exists();
    assertThat(made).isEqualTo(Files.readString(FILES.resolve(name)));
  }

  private static ReportContents failures(int rows) {
    ReportContents contents = new ReportContents(ReportKind.DELIVERY_FAILURES, PERIOD, rows);
    contents.add(
        Events.failed("2026-10-24T10:15:00Z", "bob@elsewhere.example", "no such <b>user</b> here"));
    contents.add(Events.failed("2026-10-25T00:30:00Z", "carol@elsewhere.example", "gone"));
    contents.add(Events.failed("2026-10-25T01:30:00Z", "=cmd()@\u00e4.example", "=1+1"));
    contents.add("{\"event\":\"dropped\",\"time\":\"2026-10-25T02:00:00Z\",\"count\":7}");
    return contents;
  }

  @Test
  void aReportInAllForms() throws IOException {
    Report report = COMPOSER.write(failures(10), false);
    assertThat(report.subject()).isEqualTo("Delivery failures: 3 on mx.example.org");
    assertIs("failures.txt", report.text());
    assertIs("failures.html", report.html());
    assertThat(report.csv()).isEmpty();
  }

  @Test
  void aLongOneIsCutAndHasAllAsCsv() throws IOException {
    Report report = COMPOSER.write(failures(1), true);
    assertIs("cut.txt", report.text());
    assertIs("cut.html", report.html());
    assertIs("cut.csv", report.csvText().orElseThrow());
  }

  @Test
  void nothingToTellIsSaid() throws IOException {
    assertIs(
        "nothing.txt",
        COMPOSER.write(new ReportContents(ReportKind.BARRING, PERIOD, 10), false).text());
  }

  @Test
  void theMailHasTextPageAndPicture() throws Exception {
    MimeMessage mail = mail(COMPOSER.write(failures(10), false));
    assertThat(mail.getSubject()).isEqualTo("Delivery failures: 3 on mx.example.org");
    assertThat(mail.getHeader("To", null)).isEqualTo("<postmaster@example.org>");
    assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
    assertThat(mail.getHeader("Date", null)).isEqualTo("Sun, 25 Oct 2026 05:00:00 +0000");
    assertThat(mail.getHeader("Message-ID", null)).isEqualTo("<report.ID1@mx.example.org>");
    MimeMultipart words = (MimeMultipart) mail.getContent();
    assertThat(words.getContentType()).startsWith("multipart/alternative");
    assertThat(words.getBodyPart(0).getContent().toString()).contains("no such <b>user</b> here");
    MimeMultipart page = (MimeMultipart) words.getBodyPart(1).getContent();
    assertThat(page.getContentType()).startsWith("multipart/related");
    assertThat(page.getBodyPart(0).getContent().toString())
        .contains("src=\"cid:chart@report\"", "no such &lt;b&gt;user&lt;/b&gt; here");
    BodyPart picture = page.getBodyPart(1);
    assertThat(picture.getHeader("Content-ID")).containsExactly("<chart@report>");
    try (InputStream in = picture.getInputStream()) {
      var image = ImageIO.read(in);
      assertThat(image.getWidth()).isEqualTo(1120);
      assertThat(image.getRGB(1119, 239)).isEqualTo(0xff9aa7b5);
    }
  }

  @Test
  void aCutReportHasTheListAttached() throws Exception {
    MimeMessage mail = mail(COMPOSER.write(failures(1), false));
    MimeMultipart all = (MimeMultipart) mail.getContent();
    assertThat(all.getContentType()).startsWith("multipart/mixed");
    BodyPart list = all.getBodyPart(1);
    assertThat(list.getFileName()).isEqualTo("delivery-failures.csv");
    try (InputStream in = list.getInputStream()) {
      assertThat(new String(in.readAllBytes(), UTF_8))
          .isEqualTo(Files.readString(FILES.resolve("cut.csv")));
    }
  }

  @Test
  void linesAreShortEnoughForSmtp() throws Exception {
    ReportContents contents = new ReportContents(ReportKind.DELIVERY_FAILURES, PERIOD, 10);
    contents.add(Events.failed("2026-10-24T10:15:00Z", "bob@elsewhere.example", "x".repeat(5000)));
    try (InputStream in =
        COMPOSER.mail(COMPOSER.write(contents, false), TO, new QueueId("ID1"), UNTIL).open()) {
      assertThat(new String(in.readAllBytes(), UTF_8).split("\r\n", -1))
          .allMatch(line -> line.length() <= 998 && line.indexOf('\n') < 0);
    }
  }

  @Test
  void aWordFromOutsideStaysInItsLine() throws Exception {
    ReportContents contents = new ReportContents(ReportKind.SUBSCRIPTIONS, PERIOD, 10);
    contents.add(
        Events.of(
            "subscribed",
            "2026-10-24T10:15:00Z",
            Map.of("list", "l@example.org", "address", "a\r\nBcc: x@y\u0000", "by", "mail")));
    assertThat(COMPOSER.write(contents, false).text())
        .contains("    l@example.org | a??Bcc: x@y? | subscribed | mail\r\n");
  }

  @Test
  void thePageOfAPreviewNeedsNothingElse() {
    assertThat(COMPOSER.write(failures(10), false).page())
        .contains("src=\"data:image/png;base64,")
        .doesNotContain("cid:");
  }

  @Test
  void theRecipientMayBeInternationalized() throws Exception {
    MailAddress to = MailAddress.parse("j\u00f6rg@example.org");
    assertThat(ReportComposer.envelope(to).smtpUtf8()).isTrue();
    assertThat(ReportComposer.envelope(TO).smtpUtf8()).isFalse();
    MailContent mail =
        COMPOSER.mail(COMPOSER.write(failures(10), false), to, new QueueId("ID1"), UNTIL);
    try (InputStream in = mail.open()) {
      assertThat(new String(in.readAllBytes(), UTF_8)).contains("To: <j\u00f6rg@example.org>\r\n");
    }
  }

  private static MimeMessage mail(Report report) throws Exception {
    try (InputStream in = COMPOSER.mail(report, TO, new QueueId("ID1"), UNTIL).open()) {
      return new MimeMessage(
          Session.getInstance(new Properties()), new ByteArrayInputStream(in.readAllBytes()));
    }
  }
}
