package org.dromedary.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailFilterTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private static QueueEntry entry(String queue, boolean taken) {
    QueuedMessage mail =
        QueuedMessage.accepted(
                new QueueId("Q1"),
                new Envelope(
                    ReversePath.parse("<bob@example.org>"),
                    List.of(Recipient.parse("<u@one.example>"), Recipient.parse("<v@two.example>")),
                    MailOptions.NONE),
                new Arrival(NOW.minus(Duration.ofHours(2)), "ESMTP", "client.example[192.0.2.1]"),
                MailContent.of(new byte[2048]))
            .withRetry(
                new RetryState(
                    1, Stage.REMOTE, Optional.of(NOW), "mx[192.0.2.9] said: 451 4.7.1 greylisted"));
    return new QueueEntry(
        queue, 1, taken, mail, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static boolean matches(Map<String, List<String>> conditions) {
    QueueEntry entry = entry("mail.retry.60", false);
    return MailFilter.parse(conditions)
        .matches(
            entry,
            entry.state(),
            () -> Set.of(new MailWay("two.example", "default"), new MailWay("relay:25", "partner")),
            NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "id, Q1, Q2",
    "state, deferred, held",
    "sender, bob@example.org, <>",
    "sender, example.org, example.net",
    "sender, B*@EXAMPLE.org, a*@example.org",
    "recipient, one.example, three.example",
    "recipient, v@two.example, w@two.example",
    "next-hop, relay:*, other",
    "rule, partner, part",
    "reply, greylisted, blocked",
    "reply, 451*grey, 452",
    "older-than, 1h, 2h",
    "younger-than, 3h, 2h",
    "larger-than, 1KiB, 2KiB",
    "smaller-than, 3KiB, 2KiB",
  })
  void oneConditionDecides(String name, String met, String unmet) {
    assertThat(matches(Map.of(name, List.of(met)))).isTrue();
    assertThat(matches(Map.of(name, List.of(unmet)))).isFalse();
    assertThat(matches(Map.of(name, List.of(met, met)))).isTrue();
  }

  @Test
  void allConditionsMustBeMetAndOneValueOfEach() {
    assertThat(matches(Map.of())).isTrue();
    assertThat(matches(Map.of("id", List.of("Q0", "Q1"), "rule", List.of("x", "partner"))))
        .isTrue();
    assertThat(matches(Map.of("id", List.of("Q1"), "rule", List.of("x")))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "colour, red, colour: none of id",
    "id, a b, id: ",
    "state, lost, state: none of unrouted",
    "sender, <a@b.example>, sender: ",
    "recipient, <>, recipient: ",
    "older-than, soon, older-than: ",
    "larger-than, 1, larger-than: ",
    "next-hop, '', next-hop: ",
  })
  void saysWhichConditionCannotBeRead(String name, String value, String problem) {
    assertThatThrownBy(() -> MailFilter.parse(Map.of(name, List.of(value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void looksOnlyAtQueuesWithSuchMail() {
    MailFilter held = MailFilter.parse(Map.of("state", List.of("held", "delayed")));
    assertThat(held.mayBeOn(MailQueue.HELD)).isTrue();
    assertThat(held.mayBeOn("mail.retry.60")).isTrue();
    assertThat(held.mayBeOn(MailQueue.OUTBOUND)).isFalse();
    assertThat(MailFilter.parse(Map.of()).mayBeOn(MailQueue.DEAD)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "mail.ingress, false, UNROUTED",
    "mail.ingress, true, UNROUTED",
    "mail.local, false, ROUTED",
    "mail.outbound, false, ROUTED",
    "mail.outbound, true, ACTIVE",
    "mail.retry.60, false, DEFERRED",
    "mail.retry.60, true, ACTIVE",
    "mail.held, false, HELD",
    "mail.suspended, false, SUSPENDED",
    "mail.returned, true, RETURNED",
    "mail.undeliverable, false, UNDELIVERABLE",
    "mail.dead, false, DEAD",
  })
  void theStateIsThatOfTheQueue(String queue, boolean taken, MailState state) {
    assertThat(entry(queue, taken).state()).isEqualTo(state);
  }
}
