package org.dromedary.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Notify;
import org.dromedary.mail.OriginalRecipient;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.Ret;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.Submission;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.RetryState;
import org.dromedary.queue.Stage;
import org.dromedary.testkit.Mails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of the properties are literal here: they are on disk, so they never change. */
class QueuedMessageCodecTest {
  private static final QueuedMessage MAIL =
      Mails.to("a@example.com", "\"b c\"@example.net", "\u00e9@\u00fc.example")
          .withRetry(
              new RetryState(
                  3, Stage.LOCAL, Optional.of(Instant.ofEpochMilli(42)), "451 4.3.0 later", 2));

  private static Message written(QueuedMessage mail) {
    Message message = new CoreMessage(1, 512);
    QueuedMessageCodec.write(mail, message);
    return message;
  }

  private static QueuedMessage read(Message message) {
    return QueuedMessageCodec.read(message, MAIL.content());
  }

  @Test
  void readsWhatItWrote() {
    assertThat(read(written(MAIL))).isEqualTo(MAIL);
    QueuedMessage fresh = MAIL.withRetry(RetryState.NEW);
    assertThat(read(written(fresh))).isEqualTo(fresh);
  }

  @Test
  void keepsByWhomAndWhereItCameIn() {
    QueuedMessage mail =
        new QueuedMessage(
            MAIL.queueId(),
            MAIL.envelope(),
            new Arrival(
                MAIL.arrival().at(),
                "ESMTPSA",
                "[192.0.2.1][2001:db8:0:0:0:0:0:1]",
                "submission",
                Optional.of("alice")),
            MAIL.retry(),
            MAIL.content());
    Message message = written(mail);
    assertThat(message.getStringProperty("mailListener")).isEqualTo("submission");
    assertThat(message.getStringProperty("mailUser")).isEqualTo("alice");
    assertThat(read(message)).isEqualTo(mail);
    assertThat(read(message).arrival().address().orElseThrow().getHostAddress())
        .isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(written(MAIL).containsProperty("mailListener")).isFalse();
    assertThat(Arrival.local(MAIL.arrival().at()).address()).isEmpty();
  }

  @Test
  void keepsWhatAnApplicationAskedFor() {
    Submission asked =
        new Submission(
            Optional.of("order 4711"),
            Optional.empty(),
            7,
            Optional.of(Instant.ofEpochMilli(1_800_000_000_123L)));
    Message message = written(MAIL.withSubmission(asked));
    assertThat(read(message).submission()).isEqualTo(asked);
    assertThat(message.getStringProperty("mailCorrelationId")).isEqualTo("order 4711");
    assertThat(written(MAIL).getPropertyNames())
        .noneMatch(name -> name.toString().matches("mail(CorrelationId|NotBefore|Priority)"));
  }

  private static QueuedMessage withParameters() {
    Recipient first =
        new Recipient(
            ForwardPath.parse("<a@example.com>"),
            Optional.of(Notify.parse("SUCCESS,DELAY")),
            Optional.of(OriginalRecipient.parse("utf-8;\\x{E4}@example.org", false)));
    Recipient second =
        new Recipient(
            ForwardPath.parse("<b@example.com>"),
            Optional.of(Notify.parse("NEVER")),
            Optional.empty());
    MailOptions options =
        MailOptions.NONE.withRet(Ret.FULL).withEnvelopeId("QQ+ =1").withRequireTls();
    return new QueuedMessage(
        MAIL.queueId(),
        new Envelope(
            MAIL.envelope().reversePath(),
            List.of(first, second, Recipient.parse("<c@example.com>")),
            options),
        MAIL.arrival(),
        MAIL.retry(),
        MAIL.content());
  }

  @Test
  void keepsTheParametersOfMailAndRcpt() {
    Message message = written(withParameters());
    assertThat(read(message)).isEqualTo(withParameters());
    assertThat(message.getStringProperty("mailNotify")).isEqualTo("SUCCESS,DELAY\nNEVER\n");
    assertThat(message.getStringProperty("mailOriginalRecipients"))
        .isEqualTo("utf-8;\\x{E4}@example.org\n\n");
    assertThat(message.getStringProperty("mailRet")).isEqualTo("FULL");
    assertThat(message.getStringProperty("mailEnvelopeId")).isEqualTo("QQ+ =1");
    assertThat(message.getBooleanProperty("mailRequireTls")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "mailNotify, SUCCESS",
    "mailNotify, 'SOMETIMES\n\n'",
    "mailOriginalRecipients, rfc822;a@example.com",
    "mailRet, HALF",
  })
  void refusesDamagedParameters(String property, String value) {
    Message message = written(withParameters());
    message.putStringProperty(property, value);
    assertThatThrownBy(() -> read(message)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void readsTheDsnParametersThatItWrote() {
    // longer in seven bits than RFC 3461 §5.4 wants it
    OriginalRecipient original = OriginalRecipient.parse("utf-8;" + "\u4f8b".repeat(90), true);
    Envelope envelope =
        new Envelope(
            ReversePath.parse("<a@example.org>"),
            List.of(
                Recipient.parse("<b@example.com>"),
                new Recipient(
                    ForwardPath.parse("<c@example.com>"),
                    Optional.of(Notify.parse("NEVER")),
                    Optional.of(original))),
            MailOptions.NONE.withRet(Ret.FULL).withEnvelopeId("id =1+").withRequireTls());
    QueuedMessage mail =
        QueuedMessage.accepted(MAIL.queueId(), envelope, MAIL.arrival(), MAIL.content());
    assertThat(read(written(mail))).isEqualTo(mail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mailFormat",
        "mailQueueId",
        "mailReversePath",
        "mailRecipients",
        "mailArrivedAt",
        "mailAttempts",
      })
  void refusesAMessageThatLacks(String property) {
    Message message = written(MAIL);
    message.removeProperty(property);
    assertThatThrownBy(() -> read(message)).isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "mailQueueId, not an id",
    "mailQueueId, ''",
    "mailReversePath, a@example.com",
    "mailReversePath, <a@example.com",
    "mailReversePath, <a b@example.com>",
    "mailRecipients, ''",
    "mailRecipients, <>",
    "mailRecipients, <a@example.com>;<b@example.com>",
    "mailBodyType, NINE_BIT",
    "mailStage, SOMEWHERE",
  })
  void refusesAMessageWith(String property, String value) {
    Message message = written(MAIL);
    message.putStringProperty(property, value);
    assertThatThrownBy(() -> read(message)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void refusesALineBreakInAPath() {
    Message message = written(MAIL);
    message.putStringProperty("mailReversePath", "<a@example.com>\r\nRCPT TO:<b@example.com>");
    assertThatThrownBy(() -> read(message)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void refusesAnotherFormat() {
    Message message = written(MAIL);
    message.putIntProperty("mailFormat", 2);
    assertThatThrownBy(() -> read(message)).hasMessage("mail of format 2, this router reads 1");
  }

  @Test
  void writesALinePerRecipient() {
    assertThat(written(MAIL).getStringProperty("mailRecipients"))
        .isEqualTo("<a@example.com>\n<\"b c\"@example.net>\n<\u00e9@\u00fc.example>");
    assertThat(MAIL.envelope().recipients()).contains(Recipient.parse("<a@example.com>"));
  }
}
