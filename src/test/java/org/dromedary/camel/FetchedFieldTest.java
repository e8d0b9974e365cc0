package org.dromedary.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.dromedary.mail.Domain;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.junit.jupiter.api.Test;

class FetchedFieldTest {
  private static final Instant AT = Instant.parse("2026-11-26T12:00:00Z");

  private final FetchedField field =
      new FetchedField("imap.example.net", "fetch-x", Domain.parse("router.example.org"), "IMAP");

  private String text(String... recipients) {
    List<Recipient> to = List.of(recipients).stream().map(Recipient::parse).toList();
    return new String(field.octets(new QueueId("1M8CQTBSGPENQ3HZ"), to, AT), UTF_8);
  }

  @Test
  void saysWhereTheMailComesFrom() {
    assertThat(text("<a@example.org>"))
        .isEqualTo(
            String.join(
                "\r\n",
                "Received: from imap.example.net (fetched by fetch-x)",
                "\tby router.example.org with IMAP id 1M8CQTBSGPENQ3HZ",
                "\tfor <a@example.org>;",
                "\tThu, 26 Nov 2026 12:00:00 +0000",
                ""));
    assertThat(text("<a@example.org>", "<b@example.org>")).doesNotContain("for <");
  }

  @Test
  void knowsItselfAgainHoweverItIsFolded() {
    String value = text("<a@example.org>").substring("Received:".length());
    assertThat(field.isLike(value)).isTrue();
    assertThat(field.isLike(value.replace("\r\n\t", "\r\n  "))).isTrue();
    assertThat(field.isLike(value.replace("fetch-x", "fetch-y"))).isFalse();
    assertThat(field.isLike("from imap.example.net by router.example.org with ESMTP id 1"))
        .isFalse();
  }

  @Test
  void aHostileNameMakesNoOtherField() {
    FetchedField hostile =
        new FetchedField("a\r\nX: y)", "r)\n", Domain.parse("router.example.org"), "POP3");
    String text =
        new String(
            hostile.octets(new QueueId("1M8"), List.of(Recipient.parse("<a@b.example>")), AT),
            UTF_8);
    assertThat(text).startsWith("Received: from a??X:?y? (fetched by r??)\r\n\tby router");
  }
}
