package org.dromedary.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueueActionTest {
  private static final QueueAction RETRY = new QueueAction.Retry();
  private static final QueueAction HOLD = new QueueAction.HoldBack("op", "audit");
  private static final QueueAction RELEASE = new QueueAction.Release();
  private static final QueueAction REROUTE = new QueueAction.Reroute(Optional.empty(), List.of());
  private static final QueueAction EXPIRE = new QueueAction.Expire();
  private static final Hold BY_HAND = new Hold("op", "", MailQueue.LOCAL);
  private static final String LEFT = "left";

  private static QueueEntry entry(String queue, Stage stage, Optional<Hold> hold) {
    QueuedMessage mail =
        QueuedMessage.accepted(
                new QueueId("Q1"),
                new Envelope(
                    ReversePath.parse("<bob@example.org>"),
                    List.of(Recipient.parse("<u@one.example>")),
                    MailOptions.NONE),
                new Arrival(Instant.EPOCH, "ESMTP", "client.example[192.0.2.1]"),
                MailContent.of(new byte[3]))
            .withRetry(new RetryState(2, stage, Optional.of(Instant.EPOCH), "451 4.7.1 later"));
    return new QueueEntry(
        queue,
        1,
        false,
        mail,
        hold,
        Optional.of("broken").filter(x -> queue.equals(MailQueue.DEAD)),
        Optional.of("mail.retry.60").filter(x -> queue.equals(MailQueue.DEAD)));
  }

  /** Where each action leaves mail of each queue. */
  static Stream<Arguments> actions() {
    Map<QueueAction, List<String>> targets =
        Map.of(
            RETRY,
                List.of(
                    LEFT,
                    LEFT,
                    LEFT,
                    "mail.retry.0",
                    LEFT,
                    LEFT,
                    LEFT,
                    "mail.retry.0",
                    "mail.retry.0"),
            HOLD,
                List.of(
                    "mail.held",
                    "mail.held",
                    "mail.held",
                    "mail.held",
                    LEFT,
                    "mail.held",
                    LEFT,
                    LEFT,
                    LEFT),
            RELEASE, List.of(LEFT, LEFT, LEFT, LEFT, LEFT, LEFT, LEFT, LEFT, LEFT),
            REROUTE,
                List.of(
                    LEFT,
                    "mail.rerouted",
                    "mail.rerouted",
                    "mail.rerouted",
                    "mail.rerouted",
                    "mail.rerouted",
                    LEFT,
                    "mail.rerouted",
                    "mail.rerouted"),
            EXPIRE,
                List.of(
                    "mail.returned",
                    "mail.returned",
                    "mail.returned",
                    "mail.returned",
                    "mail.returned",
                    "mail.returned",
                    LEFT,
                    "mail.returned",
                    "mail.returned"));
    List<String> queues =
        List.of(
            "mail.ingress",
            "mail.local",
            "mail.outbound",
            "mail.retry.60",
            "mail.held",
            "mail.suspended",
            "mail.returned",
            "mail.undeliverable",
            "mail.dead");
    return targets.entrySet().stream()
        .flatMap(
            action ->
                Stream.iterate(0, i -> i < queues.size(), i -> i + 1)
                    .map(
                        i ->
                            Arguments.of(
                                action.getKey(), queues.get(i), action.getValue().get(i))));
  }

  @ParameterizedTest
  @MethodSource("actions")
  void leavesMailWhereItBelongs(QueueAction action, String queue, String target) {
    Placement placement = action.place(entry(queue, Stage.LOCAL, Optional.empty()));
    String found = placement instanceof Placement.On on ? on.queue() : LEFT;
    assertThat(found).isEqualTo(target);
  }

  @Test
  void whatIsHeldKnowsWhereItCameFrom() {
    assertThat(HOLD.place(entry("mail.retry.60", Stage.REMOTE, Optional.empty())))
        .isInstanceOfSatisfying(
            Placement.On.class,
            on -> assertThat(on.hold()).contains(new Hold("op", "audit", MailQueue.DUE)));
    assertThat(RELEASE.place(entry(MailQueue.HELD, Stage.REMOTE, Optional.of(BY_HAND))))
        .isInstanceOfSatisfying(
            Placement.On.class, on -> assertThat(on.queue()).isEqualTo(MailQueue.LOCAL));
  }

  @Test
  void anotherEnvelopeIsThatOfTheSameMail() {
    QueueAction action =
        new QueueAction.Reroute(
            Optional.of(ReversePath.NULL), List.of(ForwardPath.parse("<x@two.example>")));
    assertThat(action.place(entry("mail.retry.60", Stage.REMOTE, Optional.empty())))
        .isInstanceOfSatisfying(
            Placement.On.class,
            on -> {
              assertThat(on.mail().queueId()).isEqualTo(new QueueId("Q1"));
              assertThat(on.mail().envelope().reversePath()).isEqualTo(ReversePath.NULL);
              assertThat(on.mail().envelope().recipients())
                  .containsExactly(Recipient.parse("<x@two.example>"));
            });
  }

  @Test
  void aReturnedMailSaysWhy() {
    assertThat(told(EXPIRE)).startsWith("450 4.4.7 ").endsWith("last reply: 451 4.7.1 later");
    assertThat(told(new QueueAction.Bounce(SmtpReply.of(550, "5.7.1", "no"))))
        .isEqualTo("550 5.7.1 no");
    assertThat(SmtpReply.parse(told(EXPIRE)).status().orElseThrow()).hasToString("4.4.7");
  }

  private static String told(QueueAction action) {
    Placement placement = action.place(entry("mail.retry.60", Stage.REMOTE, Optional.empty()));
    return ((Placement.On) placement).mail().retry().lastReply();
  }
}
