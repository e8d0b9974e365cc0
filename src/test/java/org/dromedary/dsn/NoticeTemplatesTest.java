package org.dromedary.dsn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dromedary.mail.Domain;
import org.dromedary.mail.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTemplatesTest {
  private static final String HOSTILE = "</p><script>alert(1)</script>\r\nBcc: x@y {{hostname}}";

  private static Notice notice(String header) {
    return Notices.notice(
        "<carol@example.net>",
        (header + Notices.CONTENT).getBytes(StandardCharsets.ISO_8859_1),
        Notices.failed(
            "<bob@elsewhere.example>",
            "mx.elsewhere.example[192.0.2.25]:25",
            Notices.reply(550, "5.1.1", "no such user")));
  }

  private static ParsedNotification composed(
      Map<String, String> files, Notice notice, String language) throws Exception {
    NotificationComposer composer =
        new NotificationComposer(
            Domain.parse("mx.example.org"),
            () -> NoticeTemplates.of(files).templates(),
            domain -> Optional.of(language).filter(l -> !l.isEmpty()),
            ReturnSettings.DEFAULTS,
            InstantSource.fixed(Notices.NOW));
    return ParsedNotification.of(composer.compose(notice));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                 | ''    | Undeliverable mail",
        "''                                 | de    | Nachricht nicht zustellbar",
        "Accept-Language: de                | ''    | Nachricht nicht zustellbar",
        "Accept-Language: de-AT, en;q=0.5   | ''    | Nachricht nicht zustellbar",
        "Accept-Language: en;q=0.5, de;q=1  | ''    | Nachricht nicht zustellbar",
        "Accept-Language: en-GB, de         | de    | Undeliverable mail",
        "Accept-Language: fr, de;q=0.3      | ''    | Nachricht nicht zustellbar",
        "Accept-Language: fr                | de    | Undeliverable mail",
        "Accept-Language: !!;;,,            | de    | Nachricht nicht zustellbar",
      })
  void theSenderReadsItsLanguage(String field, String ofDomain, String subject) throws Exception {
    String header = field.isEmpty() ? "" : field + "\r\n";
    assertThat(composed(Map.of(), notice(header), ofDomain).field("Subject")).hasValue(subject);
  }

  @Test
  void aTeamHasItsOwnWords() throws Exception {
    ParsedNotification parsed =
        composed(
            Map.of(
                "failure.txt",
                """
                Subject: Leider, {{sender}}: \u00fcbel

                {{#recipients}}to {{address}}
                {{#replies}}
                > {{.}}
                {{/replies}}
                {{/recipients}}
                bye
                """),
            notice(""),
            "");
    assertThat(parsed.subject()).isEqualTo("Leider, carol@example.net: \u00fcbel");
    assertThat(parsed.text())
        .isEqualTo("to bob@elsewhere.example\r\n> 550 5.1.1 no such user\r\nbye\r\n");
  }

  @Test
  void wordsInHtmlStandBesideThoseInText() throws Exception {
    ParsedNotification parsed =
        composed(
            Map.of("failure.html", "<p>{{#recipients}}{{address}}{{/recipients}} \u00fc</p>\n"),
            notice(""),
            "");
    assertThat(parsed.partTypes().getFirst()).startsWith("multipart/alternative");
    assertThat(parsed.alternatives())
        .hasSize(2)
        .last()
        .asString()
        .contains("<p>bob@elsewhere.example \u00fc</p>");
  }

  @Test
  void noValueBreaksOut() throws Exception {
    Notice hostile =
        Notices.notice(
            "<carol@example.net>",
            Notices.CONTENT.getBytes(StandardCharsets.ISO_8859_1),
            Notices.failed(
                "<bob@elsewhere.example>",
                "mx.elsewhere.example[192.0.2.25]:25",
                new SmtpReply(
                    new org.dromedary.mail.ReplyCode(550),
                    Optional.empty(),
                    List.of(HOSTILE.replace("\r\n", " ")))));
    ParsedNotification parsed =
        composed(
            Map.of(
                "failure.txt",
                "Subject: {{#recipients}}{{#replies}}{{.}}{{/replies}}{{/recipients}}\n\nx\n",
                "failure.html",
                "<p>{{#recipients}}{{#replies}}{{.}}{{/replies}}{{/recipients}}</p>\n"),
            hostile,
            "");
    assertThat(parsed.subject()).contains("{{hostname}}").doesNotContain("\n");
    assertThat(parsed.field("Bcc")).isEmpty();
    assertThat(parsed.alternatives().getLast())
        .contains("&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no subject",
        "Subject: a\nb\n\ntext",
        "Subject: a\n\n{{nothing}}",
        "Subject: a\n\n{{#nothing}}x{{/nothing}}",
        "Subject: a\n\n{{#recipients}}",
        "Subject: a\n\n{{{hostname}}}",
        "Subject: a\n\n{{&hostname}}",
        "Subject: a\n\n{{=<% %>=}}<%& hostname %>",
        "Subject: a\n\n{{>file}}",
        "Subject: a\n\n{{hostname.length}}",
        "Subject: a\n\n{{hostname.class}}",
        "Subject: {{nothing}}\n\ntext"
      })
  void aBrokenOneIsReportedAndOursServes(String text) throws Exception {
    NoticeTemplates.Read read = NoticeTemplates.of(Map.of("failure.txt", text));
    assertThat(read.problems()).singleElement().asString().startsWith("failure.txt: ");
    assertThat(composed(Map.of("failure.txt", text), notice(""), "").subject())
        .isEqualTo("Undeliverable mail");
  }

  @Test
  void aFileOfAnotherNameIsReported() {
    assertThat(NoticeTemplates.of(Map.of("bounce.txt", "Subject: x\n\ny")).problems())
        .singleElement()
        .asString()
        .startsWith("bounce.txt: is none of failure");
    assertThat(NoticeTemplates.of(Map.of("failure.fr.html", "x")).problems())
        .singleElement()
        .asString()
        .contains("failure.fr.txt");
  }

  @Test
  void theShippedOnesAreTheBuiltInOnes() throws IOException {
    Map<String, String> shipped = new HashMap<>();
    try (Stream<Path> files = Files.list(Path.of("routes/templates"))) {
      for (Path file : files.toList()) {
        shipped.put(file.getFileName().toString(), Files.readString(file));
        assertThat(file)
            .hasSameTextualContentAs(
                Path.of("src/main/resources/org/dromedary/dsn/templates")
                    .resolve(file.getFileName()));
      }
    }
    assertThat(shipped).hasSize(8);
    assertThat(NoticeTemplates.of(shipped).problems()).isEmpty();
  }
}
