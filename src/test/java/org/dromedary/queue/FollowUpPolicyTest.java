package org.dromedary.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Notify;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.EndpointSchemes;
import org.dromedary.routing.HostAccess;
import org.dromedary.routing.RemoteWay;
import org.dromedary.routing.RetryPolicy;
import org.dromedary.routing.RoutingTable;
import org.dromedary.routing.RoutingTableFile;
import org.dromedary.routing.RuleContext;
import org.dromedary.routing.TableResult;
import org.dromedary.testkit.Mails;
import org.dromedary.testkit.MutableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowUpPolicyTest {
  private static final SmtpReply LATER = SmtpReply.of(450, "4.2.0", "later");
  private static final SmtpReply NEVER = SmtpReply.of(550, "5.1.1", "never");
  private static final String MX = "mx.example[192.0.2.1]:25";

  @TempDir private static Path directory;

  private final MutableClock clock = new MutableClock(Mails.ARRIVAL);
  private final AtomicReference<RoutingTable> table = new AtomicReference<>(table("rules: []"));
  private final RetryPolicies policies =
      new RetryPolicies(retryPolicy(100, 400), () -> requireNonNull(table.get()));
  private final FollowUpPolicy policy = new FollowUpPolicy(policies, clock, new Random(1));

  private static RetryPolicy retryPolicy(int first, int maximum, Duration... warnAfter) {
    return new RetryPolicy(
        "default",
        RetryPolicy.backOff(Duration.ofSeconds(first), 2, Duration.ofSeconds(maximum)),
        0,
        Duration.ofSeconds(200),
        hours(1),
        List.of(warnAfter));
  }

  private RoutingTable table(String yaml) {
    Path file = directory.resolve("r.yaml");
    try {
      Files.writeString(file, yaml);
      return ((TableResult.Valid<RoutingTable>)
              RoutingTableFile.read(
                  file,
                  new RemoteWay.MailExchangers(HostAccess.DEFAULT),
                  new RuleContext(
                      text -> mail -> true, new EndpointSchemes(Set.of()), retryPolicy(100, 400))))
          .value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  private static DeliveryOutcome outcome(String word) {
    Recipient recipient = Mails.recipient(word + "@example.com");
    return switch (word) {
      case "delivered" ->
          new DeliveryOutcome.Delivered(recipient, MX, SmtpReply.of(250, "2.0.0", "ok"));
      case "deferred" -> new DeliveryOutcome.Deferred(recipient, MX, LATER);
      case "later" -> new DeliveryOutcome.Deferred(recipient, MX, LATER);
      case "unresolved" ->
          new DeliveryOutcome.Deferred(recipient, "none", SmtpReply.of(451, "4.4.3", "no answer"));
      case "postponed" -> new DeliveryOutcome.Postponed(recipient, "none", LATER);
      case "rerouted" -> new DeliveryOutcome.Rerouted(recipient, "none", LATER);
      case "failed" -> new DeliveryOutcome.Failed(recipient, MX, NEVER);
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static DeliveryReport report(int attempts, String... words) {
    QueuedMessage mail =
        Mails.to(Arrays.stream(words).map(w -> w + "@example.com").toArray(String[]::new))
            .withRetry(new RetryState(attempts, Stage.REMOTE, Optional.empty(), ""));
    return new DeliveryReport(
        mail, Stage.REMOTE, Arrays.stream(words).map(FollowUpPolicyTest::outcome).toList());
  }

  private static List<String> recipients(FollowUp followUp) {
    return followUp.message().envelope().recipients().stream()
        .map(recipient -> recipient.address().localPart())
        .toList();
  }

  private FollowUp.Retry onlyRetry(DeliveryReport report) {
    assertThat(policy.after(report)).singleElement().isInstanceOf(FollowUp.Retry.class);
    return (FollowUp.Retry) policy.after(report).getFirst();
  }

  @Test
  void nothingFollowsADelivery() {
    assertThat(policy.after(report(0, "delivered", "delivered"))).isEmpty();
  }

  @Test
  void whatHasAnotherWayIsRoutedAtOnceAndKnownToHaveBeenRouted() {
    List<FollowUp> followUps = policy.after(report(0, "delivered", "rerouted"));
    assertThat(followUps).singleElement().isInstanceOf(FollowUp.Route.class);
    assertThat(recipients(followUps.getFirst())).containsExactly("rerouted");
    assertThat(followUps.getFirst().message().retry().attempts()).isEqualTo(1);
  }

  private static Recipient wanting(String notify) {
    return new Recipient(
        ForwardPath.parse("<" + notify.toLowerCase(Locale.ROOT).replace(',', '-') + "@b.example>"),
        Optional.of(Notify.parse(notify)),
        Optional.empty());
  }

  private static DeliveryReport delivered(
      ReversePath reversePath, boolean relayNotifies, Recipient... recipients) {
    QueuedMessage mail =
        QueuedMessage.accepted(
            new QueueId("ID1"),
            new Envelope(reversePath, List.of(recipients), MailOptions.NONE),
            Arrival.local(Mails.ARRIVAL),
            MailContent.of(new byte[0]));
    return new DeliveryReport(
        mail,
        Stage.REMOTE,
        Arrays.stream(recipients)
            .<DeliveryOutcome>map(
                r -> new DeliveryOutcome.Delivered(r, MX, SmtpReply.of(250, "ok"), relayNotifies))
            .toList());
  }

  @Test
  void theSenderIsToldOfTheDeliveriesItWantsToHearOf() {
    ReversePath sender = ReversePath.parse("<sender@example.org>");
    Recipient[] recipients = {
      wanting("SUCCESS"),
      wanting("NEVER"),
      wanting("FAILURE,DELAY"),
      wanting("SUCCESS,FAILURE"),
      Mails.recipient("silent@b.example")
    };
    assertThat(policy.after(delivered(sender, false, recipients)))
        .singleElement()
        .isInstanceOfSatisfying(
            FollowUp.Confirm.class,
            confirm -> {
              assertThat(recipients(confirm)).containsExactly("success", "success-failure");
              assertThat(confirm.deliveries()).hasSize(2);
              assertThat(confirm.stage()).isEqualTo(Stage.REMOTE);
            });
  }

  @Test
  void aRelayThatOffersDsnTellsTheSenderItself() {
    ReversePath sender = ReversePath.parse("<sender@example.org>");
    assertThat(policy.after(delivered(sender, true, wanting("SUCCESS")))).isEmpty();
  }

  @Test
  void theNullReversePathIsNeverTold() {
    assertThat(policy.after(delivered(ReversePath.NULL, false, wanting("SUCCESS")))).isEmpty();
  }

  @Test
  void eachFateFollowsItsOwnWay() {
    List<FollowUp> all =
        policy.after(report(0, "failed", "deferred", "delivered", "postponed", "failed"));
    assertThat(all).hasSize(3);
    assertThat(recipients(all.get(0))).containsExactly("deferred");
    assertThat(recipients(all.get(1))).containsExactly("postponed");
    assertThat(recipients(all.get(2))).containsExactly("failed", "failed");
    assertThat(all.get(2))
        .isInstanceOfSatisfying(
            FollowUp.GiveUp.class, giveUp -> assertThat(giveUp.failures()).hasSize(2));
  }

  @ParameterizedTest
  @CsvSource({"0, 100, 1", "1, 200, 2", "2, 400, 3", "3, 400, 4", "50, 400, 51"})
  void aDeferredMailCountsTheAttemptAndWaits(int attempts, long seconds, int counted) {
    FollowUp.Retry retry = onlyRetry(report(attempts, "deferred"));
    assertThat(retry.delay()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(retry.message().retry())
        .isEqualTo(
            new RetryState(
                counted,
                Stage.REMOTE,
                Optional.of(Mails.ARRIVAL.plusSeconds(seconds)),
                "450 4.2.0 later"));
  }

  @Test
  void aPostponedMailCountsNoAttempt() {
    FollowUp.Retry retry = onlyRetry(report(7, "postponed"));
    assertThat(retry.message().retry().attempts()).isEqualTo(7);
    assertThat(retry.delay()).isEqualTo(Duration.ofSeconds(60));
    assertThat(policies.delays()).contains(retry.delay());
  }

  @Test
  void aPostponedMailDoesNotExpire() {
    clock.advance(hours(2));
    assertThat(onlyRetry(report(7, "postponed")).delay()).isEqualTo(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @CsvSource({
    // seconds of age; the longest delay that ends within the lifetime, else the shortest
    "3000, 400",
    "3200, 400",
    "3201, 200",
    "3400, 200",
    "3401, 100",
    "3500, 100",
    "3599, 100",
  })
  void theLastAttemptComesAtTheEndOfTheLifetime(long age, long delay) {
    clock.advance(Duration.ofSeconds(age));
    assertThat(onlyRetry(report(10, "deferred")).delay()).isEqualTo(Duration.ofSeconds(delay));
  }

  @ParameterizedTest
  @CsvSource({"3600", "3601", "999999"})
  void afterTheLifetimeADeferredMailFailsWithItsLastReply(long age) {
    clock.advance(Duration.ofSeconds(age));
    assertThat(policy.after(report(10, "deferred")))
        .singleElement()
        .isInstanceOfSatisfying(
            FollowUp.GiveUp.class,
            giveUp ->
                assertThat(giveUp.failures())
                    .containsExactly(
                        new DeliveryOutcome.Failed(
                            Mails.recipient("deferred@example.com"), MX, LATER)));
  }

  @Test
  void failuresAndExpiriesShareOneNotification() {
    clock.advance(hours(1));
    assertThat(policy.after(report(10, "failed", "deferred", "delivered")))
        .singleElement()
        .satisfies(giveUp -> assertThat(recipients(giveUp)).containsExactly("failed", "deferred"));
  }

  @Test
  void everyDelayItAsksForHasAQueue() {
    assertThat(policies.delays())
        .containsExactlyInAnyOrder(
            Duration.ofSeconds(60),
            Duration.ofSeconds(100),
            Duration.ofSeconds(200),
            Duration.ofSeconds(400));
  }

  @Test
  void aShortRetryDelayIsThePostponementToo() {
    RetryPolicies quick = new RetryPolicies(retryPolicy(1, 1), () -> requireNonNull(table.get()));
    assertThat(quick.delays()).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void aRuleHasItsOwnPolicyAndTheMailIsSplitByIt() {
    table.set(
        table(
            """
            retry-policies:
              - {name: patient, delays: [30s, 10m], lifetime: 10d}
            rules:
              - {name: slow, recipient: "later@*", action: mx, retry-policy: patient}
            """));
    DeliveryReport report = report(1, "deferred", "later", "deferred");
    assertThat(policy.after(report))
        .extracting(followUp -> ((FollowUp.Retry) followUp).delay().toSeconds())
        .containsExactly(200L, 600L);
    assertThat(policies.delays()).contains(Duration.ofSeconds(30), Duration.ofMinutes(10));

    clock.advance(hours(2));
    assertThat(policy.after(report))
        .hasSize(2)
        .anySatisfy(followUp -> assertThat(recipients(followUp)).containsExactly("later"))
        .anySatisfy(followUp -> assertThat(followUp).isInstanceOf(FollowUp.GiveUp.class));
  }

  @Test
  void theBlockDefaultNamesThePolicyOfTheRest() {
    table.set(
        table(
            """
            retry-policies: [{name: hasty, delay: 2s, back-off-multiplier: 1}]
            default: {retry-policy: hasty}
            rules: [{name: slow, recipient: nobody.example, action: mx}]
            """));
    assertThat(onlyRetry(report(5, "deferred")).delay()).isEqualTo(Duration.ofSeconds(2));
  }

  private FollowUpPolicy warning() {
    RetryPolicy twice = retryPolicy(100, 400, Duration.ofMinutes(10), Duration.ofMinutes(30));
    return new FollowUpPolicy(
        new RetryPolicies(twice, () -> requireNonNull(table.get())), clock, new Random(1));
  }

  @ParameterizedTest
  @CsvSource({"599, 0, 0, 0", "600, 0, 1, 1", "700, 1, 0, 1", "1800, 1, 1, 2", "1800, 0, 1, 2"})
  void theSenderIsWarnedOnceAtEachAge(long age, int before, int warned, int after) {
    clock.advance(Duration.ofSeconds(age));
    DeliveryReport report = report(3, "deferred", "later");
    QueuedMessage mail =
        report.message().withRetry(new RetryState(3, Stage.REMOTE, Optional.empty(), "", before));
    List<FollowUp> followUps =
        warning().after(new DeliveryReport(mail, report.stage(), report.outcomes()));
    assertThat(followUps).filteredOn(f -> f instanceof FollowUp.Warn).hasSize(warned);
    assertThat(followUps.getFirst().message().retry().warnings()).isEqualTo(after);
    if (warned > 0) {
      FollowUp.Warn warn = (FollowUp.Warn) followUps.get(1);
      assertThat(recipients(warn)).containsExactly("deferred", "later");
      assertThat(warn.until()).isEqualTo(Mails.ARRIVAL.plus(hours(1)));
    }
  }

  @Test
  void nobodyIsWarnedWhoDoesNotWantItAndNoNullReversePath() {
    clock.advance(Duration.ofMinutes(20));
    Recipient never =
        new Recipient(
            Mails.recipient("never@example.com").forwardPath(),
            Optional.of(Notify.parse("FAILURE")),
            Optional.empty());
    DeliveryReport unwanted =
        new DeliveryReport(
            Mails.to("never@example.com").withRecipients(List.of(never)),
            Stage.REMOTE,
            List.of(new DeliveryOutcome.Deferred(never, MX, LATER)));
    assertThat(warning().after(unwanted))
        .singleElement()
        .isInstanceOf(FollowUp.Retry.class)
        .satisfies(f -> assertThat(f.message().retry().warnings()).isEqualTo(1));
    QueuedMessage notice = Mails.of(ReversePath.NULL, "deferred@example.com");
    assertThat(
            warning().after(new DeliveryReport(notice, Stage.REMOTE, List.of(outcome("deferred")))))
        .singleElement()
        .isInstanceOf(FollowUp.Retry.class);
  }

  @Test
  void aFailureOfTheNameServersIsTriedSooner() {
    assertThat(onlyRetry(report(5, "unresolved")).delay()).isEqualTo(Duration.ofSeconds(200));
  }
}
