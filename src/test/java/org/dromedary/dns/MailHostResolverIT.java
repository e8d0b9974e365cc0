package org.dromedary.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.dromedary.mail.Domain;
import org.dromedary.testkit.FakeDns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class MailHostResolverIT {
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  private final FakeDns dns = FakeDns.start();
  private final FakeDns second = FakeDns.start();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong seconds = new AtomicLong();
  private final MailHostResolver resolver = resolver(dns);

  private MailHostResolver resolver(FakeDns... servers) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (FakeDns server : servers) {
      addresses.add(server.address());
    }
    InstantSource clock = () -> Instant.ofEpochSecond(seconds.get());
    return new MailHostResolver(
        new DnsSettings(addresses, TIMEOUT), () -> overrides, executor, clock, new Random(1));
  }

  private DnsOverrides overrides = DnsOverrides.NONE;

  @Test
  void whatIsSaidHereGoesBeforeWhatTheServersSay() throws Exception {
    MailHostResolver resolver = resolver(dns);
    InetAddress first = InetAddress.getByName("192.0.2.71");
    InetAddress second = InetAddress.getByName("2001:db8::72");
    overrides =
        new DnsOverrides(
            Map.of(
                Domain.parse("moved.example"),
                new DnsOverrides.Entry(
                    List.of(Domain.parse("one.moved.example"), Domain.parse("two.moved.example")),
                    List.of()),
                Domain.parse("one.moved.example"),
                new DnsOverrides.Entry(List.of(), List.of(first)),
                Domain.parse("two.moved.example"),
                new DnsOverrides.Entry(List.of(), List.of(second))));
    assertThat(((MailHosts.Hosts) resolver.lookup(Domain.parse("moved.example"))).hosts())
        .containsExactly(
            new MailHost("one.moved.example", 10, List.of(first)),
            new MailHost("two.moved.example", 20, List.of(second)));
    assertThat(((MailHosts.Hosts) resolver.lookup(Domain.parse("one.moved.example"))).hosts())
        .containsExactly(new MailHost("one.moved.example", 0, List.of(first)));
    assertThat(resolver.addresses("ONE.moved.example"))
        .isEqualTo(new HostAddresses.Found(List.of(first)));
    assertThat(resolver.nameServers().getFirst().queries()).isZero();
  }

  @AfterEach
  void stop() {
    dns.close();
    second.close();
    executor.close();
  }

  @Test
  void ordersHostsByPreference() throws Exception {
    dns.mx("example.com", 20, "backup.example.com").mx("example.com", 10, "mx.example.com");
    dns.a("mx.example.com", "127.0.0.2").a("mx.example.com", "127.0.0.3");
    dns.aaaa("mx.example.com", "2001:db8::1").aaaa("backup.example.com", "2001:db8::2");

    assertThat(lookup("example.com"))
        .isEqualTo(
            hosts(
                host("mx.example.com", 10, "127.0.0.2", "127.0.0.3", "2001:db8::1"),
                host("backup.example.com", 20, "2001:db8::2")));
  }

  @Test
  void shufflesHostsOfEqualPreference() {
    dns.mx("example.com", 10, "a.example.com").mx("example.com", 10, "b.example.com");
    dns.a("a.example.com", "127.0.0.2").a("b.example.com", "127.0.0.3");

    Set<String> first = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      first.add(((MailHosts.Hosts) lookup("example.com")).hosts().getFirst().name());
    }
    assertThat(first).containsExactlyInAnyOrder("a.example.com", "b.example.com");
  }

  @Test
  void usesTheDomainItselfWithoutMx() throws Exception {
    dns.a("example.com", "127.0.0.2");
    assertThat(lookup("Example.COM")).isEqualTo(itself(host("example.com", 0, "127.0.0.2")));
  }

  @Test
  void looksUpInternationalizedDomainsByTheirALabels() throws Exception {
    dns.a("xn--bcher-kva.example", "127.0.0.2");
    assertThat(lookup("b\u00fccher.example"))
        .isEqualTo(itself(host("xn--bcher-kva.example", 0, "127.0.0.2")));
  }

  @Test
  void followsAliasesOfDomainAndHost() throws Exception {
    dns.cname("alias.example", "example.com").mx("example.com", 10, "mx.example.com");
    dns.cname("mx.example.com", "host.example.net").a("host.example.net", "127.0.0.2");
    assertThat(lookup("alias.example")).isEqualTo(hosts(host("mx.example.com", 10, "127.0.0.2")));
  }

  @Test
  void aliasesInACircleAreATemporaryFailure() {
    dns.cname("a.example", "b.example").cname("b.example", "a.example");
    assertThat(lookup("a.example")).isInstanceOf(MailHosts.TemporaryFailure.class);
  }

  @Test
  void aNullMxTakesNoMail() {
    dns.nullMx("example.com").a("example.com", "127.0.0.2");
    assertThat(lookup("example.com")).isEqualTo(new MailHosts.NullMx());
  }

  @Test
  void aNullMxBesideAHostIsIgnored() throws Exception {
    dns.nullMx("example.com").mx("example.com", 10, "mx.example.com");
    dns.a("mx.example.com", "127.0.0.2");
    assertThat(lookup("example.com")).isEqualTo(hosts(host("mx.example.com", 10, "127.0.0.2")));
  }

  @Test
  void tellsNoSuchDomainFromNoMailHost() {
    dns.txt("texts.example", "no address here");
    for (int i = 0; i < 2; i++) { // the second answer comes from the cache
      assertThat(lookup("nowhere.example")).isEqualTo(new MailHosts.NoSuchDomain());
      assertThat(lookup("texts.example")).isEqualTo(new MailHosts.NoMailHost());
    }
  }

  @Test
  void anMxToNothingIsNoMailHostWhateverTheDomainsAddress() {
    dns.mx("example.com", 10, "gone.example.com").a("example.com", "127.0.0.2");
    assertThat(lookup("example.com")).isEqualTo(new MailHosts.NoMailHost());
  }

  @Test
  void addressesThatReachOurselvesAreNotUsed() {
    dns.a("example.com", "0.0.0.0").aaaa("example.com", "::").a("example.com", "224.0.0.1");
    assertThat(lookup("example.com")).isEqualTo(new MailHosts.NoMailHost());
  }

  @ParameterizedTest
  @EnumSource(FakeDns.Fault.class)
  void aFaultyNameServerIsATemporaryFailure(FakeDns.Fault fault) {
    dns.faultEverywhere(fault);
    assertThat(lookup("example.com")).isInstanceOf(MailHosts.TemporaryFailure.class);
  }

  @Test
  void aFailedMxLookupNeverFallsBackToTheAddress() {
    dns.a("example.com", "127.0.0.2").fault("example.com", "MX", FakeDns.Fault.SERVFAIL);
    assertThat(lookup("example.com"))
        .isEqualTo(new MailHosts.TemporaryFailure("name server answers SERVFAIL"));
  }

  @Test
  void skipsAHostWhoseAddressLookupFails() throws Exception {
    dns.mx("example.com", 10, "broken.example.com").mx("example.com", 20, "mx.example.com");
    dns.a("mx.example.com", "127.0.0.2").fault("broken.example.com", FakeDns.Fault.SERVFAIL);
    assertThat(lookup("example.com")).isEqualTo(hosts(host("mx.example.com", 20, "127.0.0.2")));
  }

  @Test
  void isATemporaryFailureIfNoHostIsUsableAndOneMayBeLater() {
    dns.mx("example.com", 10, "broken.example.com").mx("example.com", 20, "gone.example.com");
    dns.fault("broken.example.com", FakeDns.Fault.SERVFAIL);
    assertThat(lookup("example.com"))
        .isEqualTo(
            new MailHosts.TemporaryFailure("broken.example.com: name server answers SERVFAIL"));
  }

  @Test
  void oneAddressFamilyIsEnough() throws Exception {
    dns.a("example.com", "127.0.0.2").fault("example.com", "AAAA", FakeDns.Fault.SERVFAIL);
    assertThat(lookup("example.com")).isEqualTo(itself(host("example.com", 0, "127.0.0.2")));
  }

  @ParameterizedTest
  @EnumSource(FakeDns.Fault.class)
  void asksTheNextNameServerWhenOneFails(FakeDns.Fault fault) throws Exception {
    dns.faultEverywhere(fault);
    second.a("example.com", "127.0.0.2");
    assertThat(resolver(dns, second).lookup(Domain.parse("example.com")))
        .isEqualTo(itself(host("example.com", 0, "127.0.0.2")));
  }

  @Test
  void asksAFailedNameServerAfterTheOthersForAWhile() {
    dns.faultEverywhere(FakeDns.Fault.REFUSED);
    MailHostResolver both = resolver(dns, second);
    both.lookup(Domain.parse("one.example"));
    dns.recover();

    both.lookup(Domain.parse("two.example"));
    assertThat(dns.queries("two.example", "MX")).isZero();
    seconds.addAndGet(31);
    both.lookup(Domain.parse("three.example"));
    assertThat(dns.queries("three.example", "MX")).isOne();
  }

  @Test
  void readsAnswersThatNeedTcp() {
    for (int i = 0; i < 19; i++) {
      String host = "a-rather-long-host-name-so-that-it-does-not-fit-" + i + ".example.org";
      dns.mx("example.com", i, host).a(host, "127.0.0.2");
    }
    assertThat(lookup("example.com"))
        .isInstanceOfSatisfying(MailHosts.Hosts.class, h -> assertThat(h.hosts()).hasSize(19));
    assertThat(dns.queries("example.com", "MX")).isEqualTo(2);
  }

  @Test
  void looksAtTwentyHostsAtMost() {
    for (int i = 0; i < 25; i++) {
      dns.mx("example.com", i, "mx" + i + ".example.com").a("mx" + i + ".example.com", "127.0.0.2");
    }
    assertThat(lookup("example.com"))
        .isInstanceOfSatisfying(MailHosts.Hosts.class, h -> assertThat(h.hosts()).hasSize(20));
    assertThat(dns.queries("mx20.example.com", "A")).isZero();
  }

  @Test
  void keepsAnswersForTheirTimeToLive() {
    dns.mx("example.com", 10, "mx.example.com").a("mx.example.com", "127.0.0.2");
    lookup("example.com");
    lookup("example.com");
    lookup("nowhere.example");
    lookup("nowhere.example");
    assertThat(dns.queries())
        .containsExactlyInAnyOrder(
            "example.com MX", "mx.example.com A", "mx.example.com AAAA", "nowhere.example MX");
  }

  @Test
  void whatIsKeptCanBeSeenAndForgotten() {
    MailHostResolver resolver = resolver(dns);
    dns.mx("example.com", 10, "mx.example.com").a("mx.example.com", "127.0.0.2");
    resolver.lookup(Domain.parse("example.com"));
    resolver.lookup(Domain.parse("nowhere.example"));
    assertThat(resolver.cached())
        .extracting(answer -> answer.name() + " " + answer.type() + " " + answer.values())
        .contains(
            "example.com MX [10 mx.example.com.]",
            "mx.example.com A [127.0.0.2]",
            "mx.example.com AAAA []",
            "nowhere.example ANY []");

    resolver.flush(Domain.parse("example.com"));
    assertThat(resolver.cached())
        .extracting(CachedAnswer::name)
        .doesNotContain("example.com")
        .contains("mx.example.com");
    resolver.lookup(Domain.parse("example.com"));
    assertThat(dns.queries("example.com", "MX")).isEqualTo(2);
    assertThat(dns.queries("mx.example.com", "A")).isEqualTo(1);

    resolver.flush();
    assertThat(resolver.cached()).isEmpty();
    resolver.lookup(Domain.parse("nowhere.example"));
    assertThat(dns.queries("nowhere.example", "MX")).isEqualTo(2);
  }

  @Test
  void whatIsSeenEndsWithItsTimeToLive() {
    MailHostResolver resolver = resolver(dns);
    dns.timeToLive(Duration.ofSeconds(90)).a("example.com", "127.0.0.2");
    resolver.lookup(Domain.parse("example.com"));
    assertThat(resolver.cached())
        .filteredOn(answer -> answer.type().equals("A"))
        .extracting(CachedAnswer::until)
        .containsExactly(Instant.ofEpochSecond(seconds.get() + 90));
    seconds.addAndGet(100_000);
    assertThat(resolver.cached()).isEmpty();
  }

  @Test
  void asksAgainWhenTheTimeToLiveIsOver() {
    dns.timeToLive(Duration.ZERO).a("example.com", "127.0.0.2");
    lookup("example.com");
    lookup("example.com");
    assertThat(dns.queries("example.com", "A")).isEqualTo(2);
  }

  @Test
  void keepsFailuresForSeconds() throws Exception {
    dns.a("example.com", "127.0.0.2").fault("example.com", FakeDns.Fault.SERVFAIL);
    lookup("example.com");
    long asked = dns.queries("example.com", "MX");
    dns.recover();

    assertThat(lookup("example.com")).isInstanceOf(MailHosts.TemporaryFailure.class);
    assertThat(dns.queries("example.com", "MX")).isEqualTo(asked);
    seconds.addAndGet(6);
    assertThat(lookup("example.com")).isEqualTo(itself(host("example.com", 0, "127.0.0.2")));
  }

  @Test
  void sharesTheAnswerAmongThoseWhoAskAtTheSameTime() throws Exception {
    dns.fault("example.com", "MX", FakeDns.Fault.SILENT);
    List<Future<MailHosts>> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      asked.add(executor.submit(() -> lookup("example.com")));
    }
    for (Future<MailHosts> answer : asked) {
      assertThat(answer.get()).isInstanceOf(MailHosts.TemporaryFailure.class);
    }
    assertThat(dns.queries("example.com", "MX")).isEqualTo(2); // one in each round
  }

  @ParameterizedTest
  @CsvSource({"[127.0.0.9],127.0.0.9", "[IPv6:2001:db8::1],2001:db8::1"})
  void anAddressLiteralIsItsOwnHost(String domain, String address) throws Exception {
    MailHosts found = lookup(domain);
    assertThat(((MailHosts.Hosts) found).hosts())
        .singleElement()
        .satisfies(h -> assertThat(h.addresses()).containsExactly(ip(address)));
    assertThat(dns.queries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[0.0.0.0]", "[IPv6:::]", "[224.0.0.1]"})
  void anAddressLiteralThatIsNoHostIsNoMailHost(String domain) {
    assertThat(lookup(domain)).isEqualTo(new MailHosts.NoMailHost());
  }

  @Test
  void aSmartHostMayBeAnAddressALocalNameOrInTheDns() throws Exception {
    dns.a("relay.example", "127.0.0.5").aaaa("relay.example", "2001:db8::5");
    dns.mx("relay.example", 10, "elsewhere.example");

    assertThat(resolver.addresses("192.0.2.1")).isEqualTo(found("192.0.2.1"));
    assertThat(resolver.addresses("2001:db8::1")).isEqualTo(found("2001:db8::1"));
    assertThat(resolver.addresses("relay.example")).isEqualTo(found("127.0.0.5", "2001:db8::5"));
    assertThat(resolver.addresses("localhost"))
        .isInstanceOfSatisfying(
            HostAddresses.Found.class,
            f -> assertThat(f.addresses()).allMatch(InetAddress::isLoopbackAddress));
    assertThat(dns.queries()).containsExactlyInAnyOrder("relay.example A", "relay.example AAAA");
  }

  @Test
  void tellsWhyASmartHostHasNoAddress() {
    dns.txt("texts.example", "no address here").fault("broken.example", FakeDns.Fault.REFUSED);
    assertThat(resolver.addresses("nowhere.example")).isEqualTo(new HostAddresses.NoSuchHost());
    assertThat(resolver.addresses("texts.example")).isEqualTo(new HostAddresses.NoAddress());
    assertThat(resolver.addresses("not..a.name")).isEqualTo(new HostAddresses.NoSuchHost());
    assertThat(resolver.addresses("broken.example"))
        .isEqualTo(new HostAddresses.TemporaryFailure("name server answers REFUSED"));
  }

  @Test
  void theOperatingSystemResolvesSmartHostsWithoutConfiguredServers() {
    assertThat(resolver().addresses("localhost"))
        .isInstanceOfSatisfying(
            HostAddresses.Found.class,
            f -> assertThat(f.addresses()).allMatch(InetAddress::isLoopbackAddress));
  }

  private MailHosts lookup(String domain) {
    return resolver.lookup(Domain.parse(domain));
  }

  /** Without MX. */
  private static MailHosts itself(MailHost host) {
    return new MailHosts.Hosts(List.of(host), true);
  }

  private static MailHosts hosts(MailHost... hosts) {
    return new MailHosts.Hosts(List.of(hosts));
  }

  private static MailHost host(String name, int preference, String... addresses) throws Exception {
    return new MailHost(name, preference, found(addresses).addresses());
  }

  private static HostAddresses.Found found(String... addresses) throws Exception {
    List<InetAddress> ips = new ArrayList<>();
    for (String address : addresses) {
      ips.add(ip(address));
    }
    return new HostAddresses.Found(ips);
  }

  private static InetAddress ip(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  @Test
  void aDeadFirstServerCostsOneTimeoutAndIsProbedNowAndThen() {
    MailHostResolver both = resolver(dns, second);
    dns.faultEverywhere(FakeDns.Fault.SILENT);
    for (int i = 0; i < 10; i++) {
      second.mx("d" + i + ".example", 10, "mx.example").a("mx.example", "127.0.0.2");
      both.lookup(Domain.parse("d" + i + ".example"));
    }
    List<NameServerStatistics> servers = both.nameServers();
    assertThat(servers).extracting(NameServerStatistics::isHealthy).containsExactly(false, true);
    assertThat(servers.getFirst().timeouts()).isEqualTo(servers.getFirst().queries());
    assertThat(servers.getFirst().queries()).isLessThanOrEqualTo(2);
    assertThat(servers.getLast().share()).isGreaterThan(0.8);

    dns.recover().mx("back.example", 10, "mx.example").a("mx.example", "127.0.0.2");
    seconds.addAndGet(30);
    both.lookup(Domain.parse("back.example"));
    assertThat(both.nameServers())
        .extracting(NameServerStatistics::isHealthy)
        .containsExactly(true, true);
  }
}
