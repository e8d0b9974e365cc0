package org.dromedary.dsn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Ret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReturnedMailTest {

  @ParameterizedTest
  @CsvSource({
    "none, 1000000, '', nothing",
    "headers, 1000000, '', text/rfc822-headers",
    "full, 1000000, '', message/rfc822",
    "full, 10, '', text/rfc822-headers",
    "none, 1000000, HDRS, text/rfc822-headers",
    "none, 1000000, FULL, message/rfc822",
    "full, 1000000, HDRS, text/rfc822-headers",
  })
  void whatTheSenderSaysWins(String part, long maximum, String ret, String returned)
      throws Exception {
    MailOptions options =
        new MailOptions(
            MailOptions.NONE.body(),
            false,
            false,
            Optional.of(ret).filter(r -> !r.isEmpty()).map(Ret::valueOf),
            Optional.empty());
    Notice notice =
        Notices.about(
            NotificationKind.FAILURE,
            "<carol@example.net>",
            options,
            Notices.CONTENT.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII),
            Notices.failed(
                "<bob@elsewhere.example>", "none", Notices.reply(550, "5.1.1", "unknown")));
    ParsedNotification parsed =
        ParsedNotification.of(
            new NotificationComposer(
                    Domain.parse("mx.example.org"),
                    () -> NoticeTemplates.BUILT_IN,
                    domain -> Optional.empty(),
                    new ReturnSettings(ReturnSettings.Part.parse(part), maximum),
                    InstantSource.fixed(Notices.NOW))
                .compose(notice));
    if (returned.equals("nothing")) {
      assertThat(parsed.partTypes()).hasSize(2);
    } else {
      assertThat(parsed.partTypes()).hasSize(3).last().asString().startsWith(returned);
    }
  }
}
