package org.dromedary.dsn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dromedary.dsn.Notices.failed;
import static org.dromedary.dsn.Notices.octets;
import static org.dromedary.dsn.Notices.original;
import static org.dromedary.dsn.Notices.reply;
import static org.dromedary.dsn.Notices.reported;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Ret;
import org.dromedary.mail.SmtpReply;
import org.junit.jupiter.api.Test;

/** Whole notifications, octet by octet; what was made instead is left in {@code target/dsn}. */
class GoldenNotificationTest {
  private static final Path FILES = Path.of("src/test/resources/dsn");
  private static final Path MADE = Path.of("target/dsn");

  private static void assertComposedAs(String name, Notice notice) throws IOException {
    NotificationComposer composer =
        new NotificationComposer(Domain.parse("mx.example.org"), InstantSource.fixed(Notices.NOW));
    byte[] made;
    try (InputStream in = composer.compose(notice).content().open()) {
      made = in.readAllBytes();
    }
    Files.createDirectories(MADE);
    Files.write(MADE.resolve(name), made);
    assertThat(FILES.resolve(name)).exists();
    assertThat(new String(made, StandardCharsets.ISO_8859_1))
        .isEqualTo(Files.readString(FILES.resolve(name), StandardCharsets.ISO_8859_1));
  }

  @Test
  void aPeerRefusesOneRecipient() throws IOException {
    assertComposedAs(
        "refused.eml",
        Notices.notice(
            "<carol@example.net>",
            octets(Notices.CONTENT),
            failed(
                "<bob@elsewhere.example>",
                "mx.elsewhere.example[192.0.2.25]:25",
                SmtpReply.of(550, "5.1.1", "<bob@elsewhere.example>: no such user"))));
  }

  @Test
  void aMailIsDelayed() throws IOException {
    Notice failure =
        Notices.notice(
            "<carol@example.net>",
            octets(Notices.CONTENT),
            failed(
                "<bob@elsewhere.example>",
                "mx.elsewhere.example[192.0.2.25]:25",
                SmtpReply.of(450, "4.2.0", "<bob@elsewhere.example>: greylisted, come back")));
    assertComposedAs(
        "delayed.eml",
        new Notice(
            NotificationKind.DELAY,
            failure.mail(),
            failure.recipients(),
            Optional.of(Notices.ARRIVAL.plusSeconds(432_000))));
  }

  @Test
  void severalRecipientsFailForSeveralReasons() throws IOException {
    assertComposedAs(
        "several.eml",
        Notices.notice(
            "<carol@example.net>",
            octets(Notices.CONTENT.replace("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Gr\u00fc\u00dfe")),
            failed(
                "<\"b. o. b\"@elsewhere.example>",
                "mx.elsewhere.example[2001:db8::25]:25",
                reply(
                    552,
                    "5.3.4",
                    "Your message is larger than what we take, which is 10 MiB, 10485760 octets,",
                    "see https://elsewhere.example/limits?" + "x".repeat(100) + " for more")),
            failed("<dave@example.org>", "none", SmtpReply.of(550, "5.1.1", "no such mailbox")),
            failed(
                "<erin@slow.example>",
                "mx.slow.example[192.0.2.26]:25",
                SmtpReply.of(451, "try again later"))));
  }

  @Test
  void theSenderHasAnInternationalizedAddress() throws IOException {
    assertComposedAs(
        "internationalized-sender.eml",
        Notices.notice(
            "<käthe@bücher.example>",
            octets(Notices.CONTENT.replace("carol@example.net", "käthe@bücher.example")),
            failed(
                "<用户@例子.example>",
                "mx.xn--fsqu00a.example[192.0.2.25]:25",
                SmtpReply.of(550, "5.1.1", "没有此用户"))));
  }

  @Test
  void onlyTheRecipientHasAnInternationalizedAddress() throws IOException {
    assertComposedAs(
        "internationalized-recipient.eml",
        Notices.notice(
            "<carol@bücher.example>",
            octets(Notices.CONTENT.replace("bob@elsewhere.example", "用户@例子.example")),
            failed("<用户@例子.example>", "none", SmtpReply.of(550, "5.6.7", "SMTPUTF8 not offered"))));
  }

  @Test
  void theSenderWantsTheWholeMailBack() throws IOException {
    assertComposedAs(
        "whole.eml",
        Notices.about(
            NotificationKind.FAILURE,
            "<carol@example.net>",
            MailOptions.NONE.withRet(Ret.FULL).withEnvelopeId("QQ 314+159"),
            octets(Notices.CONTENT.replace("must not", "must (or m\u00fcssen)")),
            original(
                "rfc822;Bob+2Btag@old.example",
                failed(
                    "<bob@elsewhere.example>",
                    "mx.elsewhere.example[192.0.2.25]:25",
                    SmtpReply.of(550, "5.1.1", "<bob@elsewhere.example>: no such user")))));
  }

  @Test
  void theSenderWantsToHearOfADelivery() throws IOException {
    assertComposedAs(
        "delivered.eml",
        Notices.about(
            NotificationKind.DELIVERED,
            "<carol@example.net>",
            MailOptions.NONE.withRet(Ret.FULL).withEnvelopeId("QQ314159"),
            octets(Notices.CONTENT),
            original(
                "rfc822;Bob@example.org",
                reported("<bob@example.org>", "maildir[bob]", SmtpReply.of(250, "2.0.0", "ok"))),
            reported("<dave@example.org>", "maildir[dave]", SmtpReply.of(250, "2.0.0", "ok"))));
  }

  @Test
  void theNextHopWillNotTellOfADelivery() throws IOException {
    assertComposedAs(
        "relayed.eml",
        Notices.about(
            NotificationKind.RELAYED,
            "<carol@example.net>",
            MailOptions.NONE,
            octets(Notices.CONTENT),
            reported(
                "<bob@elsewhere.example>",
                "mx.elsewhere.example[192.0.2.25]:25",
                SmtpReply.of(250, "taken as 4711"))));
  }
}
