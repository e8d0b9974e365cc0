package org.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.dromedary.mail.Domain;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.Notify;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.NoticeLimit;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.RetryState;
import org.dromedary.queue.Stage;
import org.dromedary.testkit.Mails;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps that unpack a body, and {@link BodyStep}. */
class FactsTest {
  private static final NoticeLimit<Domain> NO_LIMIT = new NoticeLimit<>(0, InstantSource.system());

  private static final QueuedMessage MAIL = Mails.to("u@example.com");

  private final DefaultCamelContext camel = new DefaultCamelContext();

  @AfterEach
  void close() {
    camel.stop();
  }

  private Exchange after(Processor step, Object body) throws Exception {
    Exchange exchange = new DefaultExchange(camel);
    exchange.getMessage().setBody(body);
    step.process(exchange);
    assertThat(exchange.getMessage().getHeaders()).isEmpty();
    return exchange;
  }

  @ParameterizedTest
  @CsvSource({"LOCAL, local", "REMOTE, remote", "LIST, list", "UNKNOWN, unknown"})
  void aRoutedMailSaysItsDestination(RoutedMail.Way way, String word) throws Exception {
    Exchange exchange = after(Facts.ofRoutedMail(), new RoutedMail(MAIL, way));
    assertThat(exchange.getVariables()).containsOnlyKeys("destination").containsValue(word);
    assertThat(exchange.getMessage().getBody()).isSameAs(MAIL);
  }

  @Test
  void aMailThatWaitsForItsTimeSaysItsDelay() throws Exception {
    Exchange exchange =
        after(
            Facts.ofRoutedMail(),
            new RoutedMail(MAIL, RoutedMail.Way.LATER, Duration.ofMinutes(10)));
    assertThat(exchange.getVariable("destination")).isEqualTo("later");
    assertThat(exchange.getVariable("delaySeconds")).isEqualTo(600L);
  }

  @Test
  void aRetrySaysItsDelay() throws Exception {
    Exchange exchange = after(Facts.ofFollowUp(), new FollowUp.Retry(MAIL, Duration.ofMinutes(5)));
    assertThat(exchange.getVariable("followUp")).isEqualTo("retry");
    assertThat(exchange.getVariable("delaySeconds")).isEqualTo(300L);
    assertThat(exchange.getMessage().getBody()).isSameAs(MAIL);
  }

  @Test
  void aFailureSaysWhomToTell() throws Exception {
    FollowUp.GiveUp giveUp = new FollowUp.GiveUp(MAIL, List.of());
    Exchange exchange = after(Facts.ofFollowUp(), giveUp);
    assertThat(exchange.getVariable("followUp")).isEqualTo("give-up");
    assertThat(exchange.getMessage().getBody()).isSameAs(giveUp);
    assertThat(after(Facts.ofFailure(NO_LIMIT), giveUp).getVariable("reversePath"))
        .isEqualTo("<sender@example.org>");
    assertThat(after(Facts.mailOfFailure(), giveUp).getMessage().getBody()).isEqualTo(MAIL);
  }

  @Test
  void aParkedMailCarriesItsReason() throws Exception {
    DeliveryOutcome.Failed failure =
        new DeliveryOutcome.Failed(
            MAIL.envelope().recipients().getFirst(), "none", SmtpReply.of(550, "5.1.1", "unknown"));
    Exchange exchange = after(Facts.mailOfFailure(), new FollowUp.GiveUp(MAIL, List.of(failure)));
    assertThat(exchange.getMessage().getBody(QueuedMessage.class).retry().lastReply())
        .isEqualTo("550 5.1.1 unknown");
  }

  @Test
  void aDeliveryThatTheSenderAskedForSaysSo() throws Exception {
    FollowUp.Confirm confirm = new FollowUp.Confirm(MAIL, Stage.LOCAL, List.of());
    Exchange exchange = after(Facts.ofFollowUp(), confirm);
    assertThat(exchange.getVariables()).containsOnlyKeys("followUp").containsValue("confirm");
    assertThat(exchange.getMessage().getBody()).isSameAs(confirm);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', wanted",
    "NEVER, '', wanted",
    "NEVER, 'SUCCESS,DELAY', unwanted",
    "NEVER, FAILURE, wanted",
    "SUCCESS, SUCCESS, unwanted",
  })
  void aFailureSaysWhetherTheSenderWantsToHearOfIt(String one, String other, String notice)
      throws Exception {
    QueuedMessage mail = MAIL.withRecipients(List.of(wanting(one), wanting(other)));
    FollowUp.GiveUp giveUp = new FollowUp.GiveUp(mail, List.of());
    assertThat(after(Facts.ofFailure(NO_LIMIT), giveUp).getVariable("notice")).isEqualTo(notice);
  }

  private static Recipient wanting(String notify) {
    return new Recipient(
        ForwardPath.parse("<u@example.com>"),
        notify.isEmpty() ? Optional.empty() : Optional.of(Notify.parse(notify)),
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"LOCAL, local", "REMOTE, remote"})
  void aDeferredMailSaysItsStage(Stage stage, String word) throws Exception {
    QueuedMessage mail = MAIL.withRetry(new RetryState(1, stage, Optional.empty(), ""));
    assertThat(after(Facts.ofDeferredMail(), mail).getVariable("stage")).isEqualTo(word);
  }

  @Test
  void aBodyOfAnotherTypeIsAnErrorOfTheRoute() {
    for (Processor step :
        List.of(
            Facts.ofRoutedMail(),
            Facts.ofFollowUp(),
            Facts.ofDeferredMail(),
            Facts.ofFailure(NO_LIMIT),
            Facts.mailOfFailure(),
            BodyStep.of(QueuedMessage.class, mail -> mail))) {
      assertThatThrownBy(() -> after(step, 17)).isInstanceOf(InvalidPayloadException.class);
    }
  }

  @Test
  void aBodyStepReplacesTheBodyByWhatItsWorkGives() throws Exception {
    BodyStep<QueuedMessage, String> step =
        BodyStep.of(QueuedMessage.class, mail -> mail.queueId().value());
    assertThat(after(step, MAIL).getMessage().getBody()).isEqualTo("ID1");
  }

  @Test
  void aBodyStepLetsTheFailureOfItsWorkOut() {
    IllegalStateException failure = new IllegalStateException("disk is gone");
    BodyStep<QueuedMessage, String> step =
        BodyStep.of(
            QueuedMessage.class,
            mail -> {
              throw failure;
            });
    assertThatThrownBy(() -> after(step, MAIL)).isSameAs(failure);
  }
}
