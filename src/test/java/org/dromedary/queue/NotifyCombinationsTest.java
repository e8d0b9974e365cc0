package org.dromedary.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dromedary.mail.Notify;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.RetryPolicy;
import org.dromedary.testkit.Mails;
import org.dromedary.testkit.MutableClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3461 §4.1: each combination of NOTIFY, and none, against each outcome. */
class NotifyCombinationsTest {
  private final MutableClock clock = new MutableClock(Mails.ARRIVAL);

  private FollowUpPolicy policy() {
    RetryPolicy once =
        new RetryPolicy(
            "p",
            List.of(Duration.ofMinutes(1)),
            0,
            Duration.ofMinutes(1),
            Duration.ofDays(1),
            List.of(Duration.ofHours(4)));
    return new FollowUpPolicy(
        new RetryPolicies(
            once,
            () -> {
              throw new IllegalStateException("a local mail has the default policy");
            }),
        clock,
        new Random(1));
  }

  private List<FollowUp> after(DeliveryOutcome outcome) {
    return policy()
        .after(
            new DeliveryReport(
                Mails.to("a@b.example").withRecipients(List.of(outcome.recipient())),
                Stage.LOCAL,
                List.of(outcome)));
  }

  @ParameterizedTest
  @CsvSource({
    // NOTIFY, told of success, of a delay, of a failure
    "'', false, true, true",
    "NEVER, false, false, false",
    "SUCCESS, true, false, false",
    "DELAY, false, true, false",
    "FAILURE, false, false, true",
    "'SUCCESS,DELAY', true, true, false",
    "'SUCCESS,FAILURE', true, false, true",
    "'FAILURE,DELAY', false, true, true",
    "'SUCCESS,FAILURE,DELAY', true, true, true",
  })
  void whoIsToldOfWhat(String notify, boolean success, boolean delay, boolean failure) {
    Recipient recipient =
        new Recipient(
            Mails.recipient("r@example.org").forwardPath(),
            Optional.of(notify).filter(n -> !n.isEmpty()).map(Notify::parse),
            Optional.empty());
    clock.advance(Duration.ofHours(5));
    SmtpReply later = SmtpReply.of(450, "4.2.0", "later");

    assertThat(
            after(new DeliveryOutcome.Delivered(recipient, "m", SmtpReply.of(250, "2.0.0", "ok"))))
        .hasSize(success ? 1 : 0)
        .allMatch(f -> f instanceof FollowUp.Confirm);
    assertThat(after(new DeliveryOutcome.Deferred(recipient, "m", later)))
        .hasSize(delay ? 2 : 1)
        .filteredOn(f -> f instanceof FollowUp.Warn)
        .hasSize(delay ? 1 : 0);
    assertThat(
            after(new DeliveryOutcome.Failed(recipient, "m", SmtpReply.of(550, "5.1.1", "never"))))
        .singleElement()
        .isInstanceOf(FollowUp.GiveUp.class)
        .satisfies(
            f ->
                assertThat(
                        f.message()
                            .envelope()
                            .recipients()
                            .getFirst()
                            .wantsNotice(Notify.Condition.FAILURE))
                    .isEqualTo(failure));
  }
}
