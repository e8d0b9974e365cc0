package org.dromedary.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dromedary.delivery.FailurePolicy.Verdict;
import org.dromedary.mail.ReplyCode;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.client.ConversationFailure;
import org.dromedary.smtp.client.FailureKind;
import org.dromedary.smtp.client.RecipientResult;
import org.dromedary.smtp.client.ReplyOrigin;
import org.dromedary.smtp.client.SmtpStage;
import org.dromedary.testkit.Mails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailurePolicyTest {
  private static final SmtpReply SHUTTING_DOWN = SmtpReply.of(421, "4.3.2", "going away");

  @ParameterizedTest
  @CsvSource({
    "MESSAGE, 250, DELIVERED",
    "MESSAGE, 251, DELIVERED",
    "MAIL, 451, NEXT_HOST",
    "MAIL, 452, NEXT_HOST",
    "MAIL, 550, FAILED",
    "MAIL, 552, FAILED",
    "RCPT, 450, NEXT_HOST",
    "RCPT, 452, NEXT_HOST",
    "RCPT, 550, FAILED",
    "RCPT, 553, FAILED",
    "RCPT, 551, FAILED",
    // RFC 5321 §4.5.3.1.10
    "RCPT, 552, NEXT_HOST",
    "DATA, 451, NEXT_HOST",
    "DATA, 552, FAILED",
    "DATA, 554, FAILED",
    "CONTENT, 452, NEXT_HOST",
    "CONTENT, 552, FAILED",
    "MESSAGE, 451, NEXT_HOST",
    "MESSAGE, 552, FAILED",
    "MESSAGE, 554, FAILED",
  })
  void judgesAReplyByStageAndCode(SmtpStage stage, int code, Verdict verdict) {
    RecipientResult result =
        new RecipientResult(
            Mails.recipient("u@example.com"), stage, SmtpReply.of(code, "text"), ReplyOrigin.PEER);
    assertThat(FailurePolicy.judge(result)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpStage.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"MESSAGE"})
  void aConversationThatBreaksBeforeTheFinalDotGoesToTheNextHost(SmtpStage stage) {
    for (FailureKind kind : FailureKind.values()) {
      assertThat(FailurePolicy.judge(silent(stage, kind))).isEqualTo(Verdict.NEXT_HOST);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SHUTTING_DOWN"})
  void silenceAfterTheFinalDotGoesToNoOtherHost(FailureKind kind) {
    assertThat(FailurePolicy.judge(silent(SmtpStage.MESSAGE, kind))).isEqualTo(Verdict.DEFERRED);
  }

  @Test
  void a421ToTheFinalDotIsAnAnswer() {
    ConversationFailure failure =
        new ConversationFailure(
            SmtpStage.MESSAGE, FailureKind.SHUTTING_DOWN, Optional.of(SHUTTING_DOWN));
    assertThat(FailurePolicy.judge(failure)).isEqualTo(Verdict.NEXT_HOST);
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void anyBrokenConversationIsATransientReplyWithAStatus(FailureKind kind) {
    SmtpReply reply = FailurePolicy.asReply(silent(SmtpStage.RCPT, kind), "mx[192.0.2.1]:25");
    assertThat(reply.code().isTransient()).isTrue();
    assertThat(reply.status().orElseThrow().classDigit()).isEqualTo(4);
    assertThat(reply.toString()).contains("mx[192.0.2.1]:25", kind.toString(), "RCPT TO");
  }

  @Test
  void thePeersOwnTransientWordsAreKept() {
    assertThat(FailurePolicy.asReply(after(SHUTTING_DOWN), "mx")).isEqualTo(SHUTTING_DOWN);
  }

  @Test
  void aPermanentReplyThatFitsNoCommandMakesNoPermanentFailure() {
    SmtpReply reply = FailurePolicy.asReply(after(SmtpReply.of(554, "what")), "mx");
    assertThat(reply.code()).isEqualTo(new ReplyCode(451));
    assertThat(reply.toString()).contains("554 what");
  }

  private static ConversationFailure silent(SmtpStage stage, FailureKind kind) {
    return new ConversationFailure(stage, kind, Optional.empty());
  }

  private static ConversationFailure after(SmtpReply reply) {
    return new ConversationFailure(
        SmtpStage.MAIL, FailureKind.PROTOCOL_VIOLATION, Optional.of(reply));
  }
}
