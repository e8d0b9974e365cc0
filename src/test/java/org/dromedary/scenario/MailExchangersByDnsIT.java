package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.dromedary.testkit.FakeDns;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Without smart hosts, mail goes where the DNS says (RFC 5321 §5.1). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailExchangersByDnsIT {
  private final FakeDns dns = FakeDns.start();
  private final FakeMta one = FakeMta.startAt("127.0.0.2", 0);
  private final FakeMta two = FakeMta.startAt("127.0.0.3", one.port());
  private RouterUnderTest router;

  @BeforeAll
  void start(@TempDir Path directory) {
    dns.a("one.example", "127.0.0.2").a("two.example", "127.0.0.3").a("off.example", "127.0.0.4");
    router = RouterUnderTest.in(directory).mailExchangers(dns, one.port()).start();
  }

  @AfterAll
  void stop() {
    router.close();
    one.close();
    two.close();
    dns.close();
  }

  private void send(String recipient) {
    router.deliver("alice@example.org", recipient, "Subject: to " + recipient + "\r\n\r\n");
  }

  private void arrivesAt(FakeMta mta, String recipient) {
    await().atMost(Duration.ofSeconds(20)).until(() -> mta.mailsTo(recipient).size() == 1);
  }

  private String notification(String about) {
    await().until(() -> router.mailbox("alice", about).size() == 1);
    return router.mailbox("alice", about).getFirst();
  }

  @Test
  void takesTheLowestPreference() {
    dns.mx("preference.example", 20, "two.example").mx("preference.example", 10, "one.example");
    send("u@preference.example");
    arrivesAt(one, "u@preference.example");
  }

  @Test
  void sharesMailAmongEqualPreferences() {
    for (int i = 0; i < 24; i++) {
      String domain = "equal" + i + ".example";
      dns.mx(domain, 10, "one.example").mx(domain, 10, "two.example");
      send("u@" + domain);
    }
    await().until(() -> countEqual(one) + countEqual(two) == 24);
    assertThat(countEqual(one)).isPositive();
    assertThat(countEqual(two)).isPositive();
  }

  private static long countEqual(FakeMta mta) {
    return mta.mails().stream()
        .filter(mail -> mail.recipients().getFirst().contains("@equal"))
        .count();
  }

  @Test
  void failsOverToTheNextPreference() {
    dns.mx("failover.example", 10, "off.example").mx("failover.example", 20, "two.example");
    send("u@failover.example");
    arrivesAt(two, "u@failover.example");
  }

  @Test
  void returnsMailForADomainWhoseMailHostWeAre() {
    dns.mx("loop.example", 10, "router.example.org").a("router.example.org", "127.0.0.2");
    dns.mx("loop.example", 20, "two.example");
    send("u@loop.example");
    assertThat(notification("u@loop.example")).contains("554 5.4.6").contains("Status: 5.4.6");
    assertThat(two.mailsTo("u@loop.example")).isEmpty();
  }

  @Test
  void takesTheDomainItselfWithoutMx() {
    dns.a("implicit.example", "127.0.0.3");
    send("u@implicit.example");
    arrivesAt(two, "u@implicit.example");
  }

  @Test
  void asksForTheDomainOfAnAlias() {
    dns.cname("www.alias.example", "real.example").mx("real.example", 10, "one.example");
    send("u@www.alias.example");
    arrivesAt(one, "u@www.alias.example");
  }

  @Test
  @EnabledIf("hasIpv6")
  void usesIpv6() {
    dns.mx("six.example", 10, "host6.example").aaaa("host6.example", "::1");
    try (FakeMta six = FakeMta.startAt("::1", one.port())) {
      send("u@six.example");
      arrivesAt(six, "u@six.example");
    }
  }

  static boolean hasIpv6() {
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(loopback))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void returnsMailForADomainWithANullMx() {
    dns.nullMx("nomail.example");
    send("u@nomail.example");
    // RFC 7505 §4.1
    assertThat(notification("Final-Recipient: rfc822; u@nomail.example"))
        .startsWith("Return-Path: <>\n")
        .contains("Action: failed\n", "Status: 5.1.10\n");
  }

  @Test
  void returnsMailForADomainThatDoesNotExist() {
    send("u@nowhere.example");
    assertThat(notification("Final-Recipient: rfc822; u@nowhere.example"))
        .contains("Action: failed\n", "Status: 5.1.2\n");
  }

  @Test
  void defersMailWhileTheNameServerFails() throws Exception {
    dns.mx("later.example", 10, "one.example");
    dns.fault("later.example", FakeDns.Fault.SERVFAIL);
    try (SpoolView spool = SpoolView.open()) {
      send("u@later.example");
      await().until(() -> spool.depth("mail.retry.1") + spool.depth("mail.retry.2") == 1);
    }
    assertThat(one.mailsTo("u@later.example")).isEmpty();
    dns.recover();
    arrivesAt(one, "u@later.example");
    assertThat(router.mailbox("alice", "later.example")).isEmpty();
  }
}
