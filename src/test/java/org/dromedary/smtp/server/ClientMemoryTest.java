package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.IpNetwork;
import org.junit.jupiter.api.Test;

class ClientMemoryTest {
  private static final Duration BAN = Duration.ofHours(1);
  private static final int ABSENT = 10;

  /** Any start will do, also one that overflows soon. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);

  private final ClientMemory memory =
      memory(2, new ClientLimits.Rates(60, 4, 5), new ClientLimits.Offences(2, 5, 3, BAN));

  private ClientMemory memory(
      int connections, ClientLimits.Rates rates, ClientLimits.Offences offences) {
    List<IpNetwork> exempt = List.of(IpNetwork.parse("192.0.2.64/26"));
    return new ClientMemory(
        new ClientLimits(connections, rates, offences, 500, exempt), now::get, ABSENT);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private Admission enter(String address) {
    try {
      return memory.enter(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private ClientVisit visit(String address) {
    Admission admission = enter(address);
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    return ((Admission.Admitted) admission).visit();
  }

  private void comeAndGo(String address) {
    visit(address).leave();
  }

  private void ban(String address) {
    ClientVisit visit = visit(address);
    for (int i = 0; i < 3; i++) {
      visit.authenticationFailed();
    }
    visit.leave();
  }

  private static Verdict refuse(SmtpReply reply) {
    return new Verdict.Refuse(reply);
  }

  private static Verdict delay(int seconds) {
    return new Verdict.Delay(Duration.ofSeconds(seconds));
  }

  @Test
  void refusesAConnectionTooManyOfAnAddressAndNobodyElse() {
    ClientVisit first = visit("192.0.2.1");
    visit("192.0.2.1");
    Admission refused = new Admission.Refused(ClientReplies.CONNECTIONS);
    assertThat(enter("192.0.2.1")).isEqualTo(refused);
    assertThat(enter("192.0.2.1")).as("a refused one is not counted").isEqualTo(refused);
    visit("192.0.2.2");

    first.leave();
    first.leave();
    visit("192.0.2.1");
    assertThat(enter("192.0.2.1")).as("who leaves twice leaves once").isEqualTo(refused);
  }

  @Test
  void countsAnIpv6NetworkOf64BitsAsOne() {
    visit("2001:db8:0:1::1");
    visit("2001:db8:0:1:ffff::2");
    assertThat(enter("2001:db8:0:1::3")).isInstanceOf(Admission.Refused.class);
    visit("2001:db8:0:2::1");
  }

  @Test
  void limitsConnectionsPerMinute() {
    for (int i = 0; i < 60; i++) {
      comeAndGo("192.0.2.1");
    }
    assertThat(enter("192.0.2.1")).isEqualTo(new Admission.Refused(ClientReplies.CONNECTION_RATE));
    comeAndGo("192.0.2.2");

    pass(Duration.ofSeconds(1));
    comeAndGo("192.0.2.1");
    assertThat(enter("192.0.2.1")).isInstanceOf(Admission.Refused.class);
    pass(Duration.ofMinutes(1));
    for (int i = 0; i < 60; i++) {
      comeAndGo("192.0.2.1");
    }
  }

  @Test
  void limitsMailsAndRecipientsPerMinuteOverAllConnections() {
    ClientVisit first = visit("192.0.2.1");
    ClientVisit second = visit("192.0.2.1");
    for (int i = 0; i < 2; i++) {
      assertThat(first.onMail()).isEqualTo(Verdict.PROCEED);
      assertThat(second.onMail()).isEqualTo(Verdict.PROCEED);
    }
    assertThat(first.onMail()).isEqualTo(refuse(ClientReplies.MAIL_RATE));
    for (int i = 0; i < 5; i++) {
      assertThat(second.onRecipient()).isEqualTo(Verdict.PROCEED);
    }
    assertThat(first.onRecipient()).isEqualTo(refuse(ClientReplies.RECIPIENT_RATE));

    pass(Duration.ofSeconds(15));
    assertThat(second.onMail()).isEqualTo(Verdict.PROCEED);
    assertThat(second.onMail()).isEqualTo(refuse(ClientReplies.MAIL_RATE));
  }

  @Test
  void slowsAndThenBansWhoTriesUnknownRecipients() {
    ClientVisit first = visit("192.0.2.1");
    ClientVisit second = visit("192.0.2.1");
    assertThat(first.unknownRecipient()).isEqualTo(Verdict.PROCEED);
    assertThat(second.unknownRecipient()).isEqualTo(Verdict.PROCEED);
    assertThat(first.unknownRecipient()).isEqualTo(delay(1));
    assertThat(second.unknownRecipient()).isEqualTo(delay(2));
    Verdict refusal = refuse(ClientReplies.UNKNOWN_RECIPIENTS);
    assertThat(first.unknownRecipient()).isEqualTo(refusal);

    assertThat(second.onMail()).isEqualTo(refusal);
    assertThat(second.onRecipient()).isEqualTo(refusal);
    assertThat(second.onAuthentication()).isEqualTo(refusal);
    first.leave();
    second.leave();
    Admission refused = new Admission.Refused(ClientReplies.UNKNOWN_RECIPIENTS);
    assertThat(enter("192.0.2.1")).isEqualTo(refused);
    pass(BAN.minusSeconds(1));
    assertThat(enter("192.0.2.1")).isEqualTo(refused);
    pass(Duration.ofSeconds(1));
    assertThat(visit("192.0.2.1").unknownRecipient()).isEqualTo(Verdict.PROCEED);
  }

  @Test
  void slowsFromTheFirstFailedAuthenticationAndThenBans() {
    ClientVisit visit = visit("192.0.2.1");
    assertThat(visit.onAuthentication()).isEqualTo(Verdict.PROCEED);
    assertThat(visit.authenticationFailed()).isEqualTo(delay(1));
    visit.leave();
    visit = visit("192.0.2.1");
    assertThat(visit.authenticationFailed()).isEqualTo(delay(2));
    assertThat(visit.authenticationFailed())
        .isEqualTo(refuse(ClientReplies.AUTHENTICATION_FAILURES));
    assertThat(enter("192.0.2.1"))
        .isEqualTo(new Admission.Refused(ClientReplies.AUTHENTICATION_FAILURES));
  }

  @Test
  void forgivesWithTimeAndForWhatIsRight() {
    ClientVisit visit = visit("192.0.2.1");
    visit.authenticationFailed();
    pass(Duration.ofMinutes(3));
    assertThat(visit.authenticationFailed()).isEqualTo(delay(1));
    for (int i = 0; i < 4; i++) {
      visit.authenticated();
    }
    assertThat(visit.authenticationFailed()).isEqualTo(delay(1));

    for (int i = 0; i < 100; i++) {
      assertThat(visit.unknownRecipient()).isEqualTo(Verdict.PROCEED);
      for (int mails = 0; mails < 4; mails++) {
        visit.mailAccepted();
      }
    }
  }

  @Test
  void oneRightForEachWrongIsNotEnough() {
    ClientVisit visit = visit("192.0.2.1");
    int tries = 0;
    while (!(visit.unknownRecipient() instanceof Verdict.Refuse)) {
      visit.mailAccepted();
      tries++;
    }
    assertThat(tries).isLessThan(10);
  }

  @Test
  void exemptNetworksHaveNoLimits() {
    for (int i = 0; i < 100; i++) {
      ClientVisit visit = visit("192.0.2.77");
      assertThat(visit.onMail()).isEqualTo(Verdict.PROCEED);
      assertThat(visit.onRecipient()).isEqualTo(Verdict.PROCEED);
      assertThat(visit.unknownRecipient()).isEqualTo(Verdict.PROCEED);
      assertThat(visit.onAuthentication()).isEqualTo(Verdict.PROCEED);
      assertThat(visit.authenticationFailed()).isEqualTo(Verdict.PROCEED);
      assertThat(visit.minimumDataRate()).isZero();
    }
    assertThat(visit("192.0.2.1").minimumDataRate()).isEqualTo(500);
  }

  @Test
  void zeroIsOff() throws UnknownHostException {
    ClientMemory lax =
        memory(
            0, new ClientLimits.Rates(0, 0, 0), new ClientLimits.Offences(0, 0, 0, Duration.ZERO));
    for (int i = 0; i < 1000; i++) {
      Admission admission = lax.enter(InetAddress.getByName("192.0.2.1"));
      ClientVisit visit = ((Admission.Admitted) admission).visit();
      assertThat(visit.onMail()).isEqualTo(Verdict.PROCEED);
      assertThat(visit.onRecipient()).isEqualTo(Verdict.PROCEED);
      assertThat(visit.unknownRecipient()).isEqualTo(Verdict.PROCEED);
      assertThat(visit.authenticationFailed()).isEqualTo(Verdict.PROCEED);
    }
  }

  @Test
  void withoutABanTimeOnlyTheSessionEnds() throws UnknownHostException {
    ClientMemory mild =
        memory(
            0, new ClientLimits.Rates(0, 0, 0), new ClientLimits.Offences(0, 1, 0, Duration.ZERO));
    for (int i = 0; i < 3; i++) {
      Admission admission = mild.enter(InetAddress.getByName("192.0.2.1"));
      assertThat(((Admission.Admitted) admission).visit().unknownRecipient())
          .isEqualTo(refuse(ClientReplies.UNKNOWN_RECIPIENTS));
    }
  }

  @Test
  void remembersNoMoreClientsThanItMayAndThoseThatDidWrongForLongest() {
    ban("192.0.2.1");
    ClientVisit present = visit("192.0.2.2");
    for (int i = 0; i < 1000; i++) {
      comeAndGo("198.51." + i / 250 + "." + i % 250);
      assertThat(memory.clients()).isLessThanOrEqualTo(ABSENT + 1);
    }
    assertThat(enter("192.0.2.1")).isInstanceOf(Admission.Refused.class);
    visit("192.0.2.2");
    assertThat(enter("192.0.2.2"))
        .as("who is here is not forgotten")
        .isInstanceOf(Admission.Refused.class);
    present.leave();

    for (int i = 0; i < 1000; i++) {
      ban("198.51." + i / 250 + "." + i % 250);
      assertThat(memory.clients()).isLessThanOrEqualTo(ABSENT + 1);
    }
    comeAndGo("192.0.2.1");
    assertThat(enter("198.51.3.249")).as("the last one").isInstanceOf(Admission.Refused.class);
  }

  @Test
  void forgetsWhomItNeedNotRemember() {
    for (int i = 0; i < ABSENT; i++) {
      comeAndGo("198.51.100." + i);
    }
    ban("192.0.2.1");
    pass(Duration.ofMinutes(1));
    for (int i = 0; i < ABSENT; i++) {
      comeAndGo("192.0.2.2");
    }
    assertThat(memory.clients()).isEqualTo(2);
    pass(BAN);
    comeAndGo("192.0.2.2");
    assertThat(memory.clients()).isEqualTo(1);
  }

  @Test
  void countsRightForManyThreads() throws Exception {
    ClientMemory shared =
        memory(
            1_000_000, new ClientLimits.Rates(0, 1000, 0), new ClientLimits.Offences(0, 0, 0, BAN));
    List<Future<Integer>> proceeded = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int thread = 0; thread < 8; thread++) {
        proceeded.add(threads.submit(() -> mails(shared)));
      }
    }
    int sum = 0;
    for (Future<Integer> count : proceeded) {
      sum += count.get();
    }
    assertThat(sum).isEqualTo(1000);
    pass(Duration.ofMinutes(1));
    shared.enter(InetAddress.getByName("192.0.2.9"));
    assertThat(shared.clients()).as("all have left").isEqualTo(1);
  }

  private static int mails(ClientMemory memory) throws UnknownHostException {
    int proceeded = 0;
    for (int i = 0; i < 500; i++) {
      Admission admission = memory.enter(InetAddress.getByName("192.0.2.1"));
      ClientVisit visit = ((Admission.Admitted) admission).visit();
      if (visit.onMail().equals(Verdict.PROCEED)) {
        proceeded++;
      }
      visit.leave();
    }
    return proceeded;
  }
}
