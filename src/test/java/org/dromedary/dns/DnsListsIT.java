package org.dromedary.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.dromedary.testkit.FakeDns;
import org.dromedary.testkit.FakeDns.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class DnsListsIT {
  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final String CLIENT = "192.0.2.7";
  private static final String IN_A = "7.2.0.192.a.example";
  private static final String IN_B = "7.2.0.192.b.example";

  private final FakeDns dns = FakeDns.start();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong seconds = new AtomicLong();

  private DnsLists lists(Duration timeout, String... lists) {
    InstantSource clock = () -> Instant.ofEpochSecond(seconds.get());
    return new DnsLists(
        new DnsListSettings(Stream.of(lists).map(DnsList::parse).toList(), timeout),
        new DnsSettings(List.of(dns.address()), Duration.ofSeconds(10)),
        executor,
        clock);
  }

  @AfterEach
  void stop() {
    dns.close();
    executor.close();
  }

  private static String listed(DnsLists lists, String client) {
    try {
      return lists
          .lookup(InetAddress.getByName(client))
          .join()
          .map(listing -> listing.list() + ": " + listing.reason())
          .orElse("no");
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void tellsWhichListHasTheClientAndWhy() {
    dns.a(IN_B, "127.0.0.2").txt(IN_B, "sends spam");
    DnsLists lists = lists(TIMEOUT, "a.example", "b.example");
    assertThat(listed(lists, CLIENT)).isEqualTo("b.example: sends spam");
    assertThat(listed(lists, "192.0.2.8")).isEqualTo("no");
    assertThat(lists.failures()).containsEntry("a.example", 0L).containsEntry("b.example", 0L);
  }

  @Test
  void findsIpv6Clients() {
    String name = "1." + "0.".repeat(23) + "8.b.d.0.1.0.0.2.a.example";
    dns.a(name, "127.0.0.2");
    assertThat(listed(lists(TIMEOUT, "a.example"), "2001:db8::1")).isEqualTo("a.example: ");
  }

  @Test
  void answersThatAreNoListingsCountForNothing() {
    dns.a(IN_A, "192.0.2.80").a(IN_A, "127.255.255.254").a(IN_B, "127.0.0.4");
    assertThat(listed(lists(TIMEOUT, "a.example", "b.example=127.0.0.2"), CLIENT)).isEqualTo("no");
    assertThat(listed(lists(TIMEOUT, "b.example=127.0.0.4"), CLIENT))
        .isEqualTo("b.example=127.0.0.4: ");
  }

  @Test
  void aListThatSaysYesIsEnough() {
    dns.fault(IN_A, Fault.SILENT).a(IN_B, "127.0.0.2");
    // the silent list would take a minute
    assertThat(listed(lists(Duration.ofMinutes(1), "a.example", "b.example"), CLIENT))
        .isEqualTo("b.example: ");
  }

  @Test
  void withoutAReasonItIsListedAllTheSame() {
    dns.a(IN_A, "127.0.0.2").fault(IN_A, "TXT", Fault.SILENT);
    assertThat(listed(lists(TIMEOUT, "a.example"), CLIENT)).isEqualTo("a.example: ");
  }

  @ParameterizedTest
  @EnumSource
  void aListThatDoesNotAnswerKeepsNobodyAway(Fault fault) {
    dns.a(IN_A, "127.0.0.2").fault(IN_A, fault);
    DnsLists lists = lists(TIMEOUT, "a.example");
    assertThat(listed(lists, CLIENT)).isEqualTo("no");
    assertThat(lists.failures()).containsEntry("a.example", 1L);
  }

  @Test
  void aListThatFailsAgainAndAgainIsLeftAloneForAMinute() {
    dns.faultEverywhere(Fault.SILENT);
    DnsLists lists = lists(TIMEOUT, "a.example");
    for (int i = 1; i <= 3; i++) {
      assertThat(listed(lists, "192.0.2." + i)).isEqualTo("no");
    }
    dns.recover().a(IN_A, "127.0.0.2");
    assertThat(listed(lists, CLIENT)).isEqualTo("no");
    assertThat(lists.failures()).containsEntry("a.example", 3L);
    seconds.addAndGet(60);
    assertThat(listed(lists, CLIENT)).isEqualTo("a.example: ");
  }

  @Test
  void isAskedOnceForAClient() {
    dns.a(IN_A, "127.0.0.2");
    DnsLists lists = lists(TIMEOUT, "a.example", "b.example");
    for (int i = 0; i < 3; i++) {
      assertThat(listed(lists, CLIENT)).isEqualTo("a.example: ");
    }
    assertThat(dns.queries(IN_A, "A")).isEqualTo(1);
    assertThat(dns.queries(IN_A, "TXT")).isEqualTo(1);
  }

  @Test
  void noListsListNobody() {
    assertThat(listed(lists(TIMEOUT), CLIENT)).isEqualTo("no");
    assertThat(dns.queries()).isEmpty();
  }
}
