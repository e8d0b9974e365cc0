package org.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dromedary.cli.RouteExplainer.Passed;
import org.dromedary.cli.RouteExplainer.Way;
import org.dromedary.cli.RouteTester.TestedHost;
import org.dromedary.cli.RouteTester.TestedWay;
import org.dromedary.dns.MailHost;
import org.dromedary.dns.MailHosts;
import org.dromedary.dns.NameServerStatistics;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.RoutingFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DromedaryCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> askedOfRouter = new ArrayList<>();
  private RunningRouter.Answer routerAnswer = new RunningRouter.Answer.Done("");
  private final List<Map<String, String>> runs = new ArrayList<>();
  private final List<Map<String, String>> brokers = new ArrayList<>();
  private final List<Map<String, String>> checks = new ArrayList<>();
  private ConfigurationCheck.Report report =
      new ConfigurationCheck.Report(List.of("a = 1"), List.of());
  private final List<String> explained = new ArrayList<>();
  private Optional<RoutingFacts> asked = Optional.empty();
  private RouteAnswer<TestedWay> tested = new RouteAnswer.Ways<>(List.of());
  private RouteAnswer<Way> answer = new RouteAnswer.Problems<>(List.of("not asked"));
  private DnsTester.Answer hosts = new DnsTester.Answer.Problems(List.of("not asked"));
  private int exitOfRun = ExitCode.OK;

  private int execute(String... arguments) {
    RouterStarter starter =
        overrides -> {
          runs.add(overrides);
          return exitOfRun;
        };
    ConfigurationCheck check =
        overrides -> {
          checks.add(overrides);
          return report;
        };
    return new DromedaryCommand(
            starter,
            overrides -> {
              brokers.add(overrides);
              return exitOfRun;
            },
            new Diagnosis(
                check,
                (overrides, mail, recipient) -> explained(mail, recipient),
                (overrides, mail, recipient) -> tested,
                (overrides, domain) -> hosts),
            this::ask,
            new CommandLineUsers(
                overrides -> new UserAdministration.Found.Problems(List.of("no users")),
                new StandardInput(InputStream.nullInputStream())),
            new Output(new PrintWriter(out, true), new PrintWriter(err, true)))
        .execute(arguments);
  }

  private RunningRouter.Answer ask(
      Map<String, String> overrides,
      String method,
      String path,
      String body,
      Consumer<InputStream> sink) {
    askedOfRouter.add((method + " " + path + " " + body).strip());
    if (routerAnswer instanceof RunningRouter.Answer.Done done) {
      sink.accept(new ByteArrayInputStream(done.json().getBytes(StandardCharsets.UTF_8)));
    }
    return routerAnswer;
  }

  @Test
  void asksTheRunningRouterForItsRules() {
    routerAnswer =
        new RunningRouter.Answer.Done(
            "{\"rules\":[{\"name\":\"a b\",\"rule\":\"{name: a b,\\n action: mx}\","
                + "\"until\":\"2026-01-01T00:00:00Z\"}]}");
    assertThat(execute("rule", "list")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().strip())
        .isEqualTo("a b until 2026-01-01T00:00:00Z  {name: a b, action: mx}");

    routerAnswer = new RunningRouter.Answer.Done("{\"name\":\"x\"}");
    assertThat(execute("rule", "add", "--ttl", "2 h", "{name: x, action: mx}")).isEqualTo(0);
    assertThat(out.toString()).endsWith("rule x is in force\n");

    routerAnswer = new RunningRouter.Answer.Done("");
    assertThat(execute("rule", "remove", "a b/c")).isEqualTo(ExitCode.OK);
    assertThat(execute("dns", "flush")).isEqualTo(ExitCode.OK);
    assertThat(execute("dns", "flush", "a.example")).isEqualTo(ExitCode.OK);
    assertThat(askedOfRouter)
        .containsExactly(
            "GET /rules",
            "POST /rules?ttl=2%20h {name: x, action: mx}",
            "DELETE /rules/a%20b%2Fc",
            "DELETE /dns/cache",
            "DELETE /dns/cache?name=a.example");
  }

  @Test
  void showsWhatTheRunningRouterKnowsOfNames() {
    routerAnswer =
        new RunningRouter.Answer.Done(
            "{\"answers\":[{\"name\":\"a.example\",\"type\":\"MX\",\"values\":[\"10 m.\",\"20 n.\"],\"until\":\"T\"},"
                + "{\"name\":\"b.example\",\"type\":\"ANY\",\"values\":[],\"until\":\"U\"}]}");
    assertThat(execute("dns", "cache")).isEqualTo(ExitCode.OK);
    routerAnswer =
        new RunningRouter.Answer.Done(
            "{\"servers\":[{\"server\":\"192.0.2.53:53\",\"healthy\":true,\"queries\":4,\"share\":0.25,"
                + "\"timeouts\":1,\"failures\":2,\"milliseconds\":12}]}");
    assertThat(execute("dns", "servers")).isEqualTo(ExitCode.OK);
    assertThat(execute("dns", "servers", "--json")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines())
        .startsWith(
            "a.example MX until T  10 m., 20 n.",
            "b.example ANY until U  none",
            "192.0.2.53:53  answers, 4 queries (25 %), 1 timeouts, 2 failures, 12 ms")
        .anyMatch(line -> line.startsWith("{\"servers\""));
  }

  @Test
  void saysWhyTheRunningRouterDidNotDoIt() {
    routerAnswer = new RunningRouter.Answer.Refused(List.of("there is no rule of this name"));
    assertThat(execute("rule", "remove", "x")).isEqualTo(ExitCode.FAILURE);
    routerAnswer = new RunningRouter.Answer.NotAsked(List.of("no router runs"));
    assertThat(execute("rule", "list")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .containsExactly("there is no rule of this name", "no router runs");
  }

  private RouteAnswer<Way> explained(RoutingFacts mail, MailAddress recipient) {
    explained.add(mail.origin().sender() + " to " + recipient);
    asked = Optional.of(mail);
    return answer;
  }

  @Test
  void namesTheMailHostsOfADomain() throws Exception {
    List<InetAddress> addresses =
        List.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1"));
    hosts =
        new DnsTester.Answer.Hosts(
            new MailHosts.Hosts(List.of(new MailHost("mx.example.org", 10, addresses))),
            List.of(
                new NameServerStatistics(
                    new InetSocketAddress(
                        InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 53}), 53),
                    3,
                    1,
                    0,
                    Duration.ofMillis(12),
                    1,
                    true)));

    assertThat(execute("dns", "test", "Example.ORG")).isZero();
    assertThat(execute("dns", "test", "example.org", "--json")).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "example.org",
            "  host  10    mx.example.org  192.0.2.1, 2001:db8:0:0:0:0:0:1",
            "  by    192.0.2.53 port 53  3 queries, 1 timeouts, 0 failures, 12 ms",
            "{\"domain\":\"example.org\",\"hosts\":[{\"name\":\"mx.example.org\","
                + "\"preference\":10,\"addresses\":[\"192.0.2.1\",\"2001:db8:0:0:0:0:0:1\"]}],"
                + "\"servers\":[{\"address\":\"192.0.2.53\",\"port\":53,\"queries\":3,\"timeouts\":1,"
                + "\"failures\":0,\"milliseconds\":12}]}");
  }

  @Test
  void saysWhyADomainHasNoMailHost() {
    hosts = new DnsTester.Answer.Hosts(new MailHosts.NullMx(), List.of());
    assertThat(execute("dns", "test", "example.org")).isEqualTo(ExitCode.FAILURE);
    hosts = new DnsTester.Answer.Hosts(new MailHosts.TemporaryFailure("no answer"), List.of());
    assertThat(execute("dns", "test", "example.org", "--json")).isEqualTo(ExitCode.FAILURE);
    hosts = new DnsTester.Answer.Problems(List.of("wrong setting"));
    assertThat(execute("dns", "test", "example.org")).isEqualTo(ExitCode.USAGE);
    assertThat(execute("dns", "test", "no domain")).isEqualTo(ExitCode.USAGE);

    assertThat(out.toString().lines())
        .containsExactly(
            "example.org",
            "  none  the domain takes no mail (null MX)",
            "{\"domain\":\"example.org\",\"hosts\":[],\"problem\":\"no answer\",\"servers\":[]}");
    assertThat(err.toString()).contains("wrong setting");
  }

  @Test
  void explainsAWayForPeople() {
    answer =
        new RouteAnswer.Ways<>(
            List.of(
                new Way.Kept("a@example.org", "a", Optional.empty()),
                new Way.SentOn(
                    "b@example.net",
                    Optional.of("second"),
                    List.of(new Passed("first", "sender")),
                    "relay r.example:25",
                    Optional.of("required, verified"),
                    Optional.of("relay-user"),
                    Optional.of("3 connections"),
                    Optional.of("after 5m"),
                    List.of("r.example[192.0.2.1]:25"),
                    Optional.empty())));

    assertThat(execute("route", "explain", "list@example.org", "--from", "s@example.com")).isZero();

    assertThat(explained).containsExactly("<s@example.com> to list@example.org");
    assertThat(out.toString().lines())
        .containsExactly(
            "a@example.org",
            "  mailbox  a",
            "b@example.net",
            "  not by   first (its sender is another)",
            "  by       rule second",
            "  action   relay r.example:25",
            "  tls      required, verified",
            "  login    relay-user",
            "  limits   3 connections",
            "  retry    after 5m",
            "  host     r.example[192.0.2.1]:25");
  }

  @Test
  void explainsForAMailAsTheOptionsSay() {
    answer = new RouteAnswer.Ways<>(List.of(new Way.Kept("a@example.org", "a", Optional.empty())));
    assertThat(
            execute(
                "route",
                "explain",
                "a@example.org",
                "--client=2001:db8::1",
                "--user=alice",
                "--listener=submission",
                "--size=10MiB"))
        .isZero();
    assertThat(asked.orElseThrow().origin().client().orElseThrow().getHostAddress())
        .isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(asked.orElseThrow().origin().user()).contains("alice");
    assertThat(asked.orElseThrow().origin().listener()).isEqualTo("submission");
    assertThat(asked.orElseThrow().size()).isEqualTo(10 << 20);

    assertThat(execute("route", "explain", "a@example.org", "--client=example.org"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(execute("route", "explain", "a@example.org", "--size=big"))
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void saysWhatTheHostsSaid() {
    Way way =
        new Way.SentOn(
            "b@example.net",
            Optional.empty(),
            List.of(),
            "mx",
            Optional.of("opportunistic"),
            Optional.empty(),
            Optional.empty(),
            Optional.of("after 5m"),
            List.of("a[192.0.2.1]:25", "b[192.0.2.2]:25"),
            Optional.empty());
    TestedHost dead = new TestedHost("a[192.0.2.1]:25", List.of("timeout at connecting"), false);
    TestedHost takes =
        new TestedHost("b[192.0.2.2]:25", List.of("in clear", "RCPT TO: 250 ok"), true);

    tested = new RouteAnswer.Ways<>(List.of(new TestedWay(way, List.of(dead))));
    assertThat(execute("route", "test", "b@example.net")).isEqualTo(ExitCode.FAILURE);
    assertThat(out.toString().lines())
        .endsWith("  does not a[192.0.2.1]:25", "           timeout at connecting");

    out.getBuffer().setLength(0);
    tested = new RouteAnswer.Ways<>(List.of(new TestedWay(way, List.of(dead, takes))));
    assertThat(execute("route", "test", "b@example.net", "--json")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains(
            "{\"host\":\"b[192.0.2.2]:25\",\"accepted\":true,\"steps\":[\"in clear\",\"RCPT TO: 250 ok\"]}");

    tested = new RouteAnswer.Problems<>(List.of("wrong table"));
    assertThat(execute("route", "test", "b@example.net")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("wrong table");
  }

  @Test
  void explainsAWayForPrograms() {
    answer =
        new RouteAnswer.Ways<>(
            List.of(
                new Way.SentOn(
                    "b@example.net",
                    Optional.empty(),
                    List.of(new Passed("first", "sender")),
                    "mx",
                    Optional.of("opportunistic"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("after 5m"),
                    List.of(),
                    Optional.of("550 5.1.2 none"))));

    assertThat(execute("route", "explain", "--json", "b@example.net")).isEqualTo(ExitCode.FAILURE);

    assertThat(explained).containsExactly("<> to b@example.net");
    assertThat(out.toString().strip())
        .isEqualTo(
            "{\"sender\":\"<>\",\"recipient\":\"b@example.net\",\"ways\":[{"
                + "\"recipient\":\"b@example.net\",\"action\":\"mx\",\"tls\":\"opportunistic\",\"retry\":\"after 5m\",\"hosts\":[],"
                + "\"problem\":\"550 5.1.2 none\","
                + "\"passed\":[{\"rule\":\"first\",\"condition\":\"sender\"}]}]}");
  }

  @Test
  void aWayThatCannotBeExplainedIsAnError() {
    answer = new RouteAnswer.Problems<>(List.of("r.yaml:3: wrong"));

    assertThat(execute("route", "explain", "b@example.net")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines()).containsExactly("r.yaml:3: wrong");
    assertThat(execute("route", "explain", "no address")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void runsWithEachOverride() {
    int exit = execute("run", "--set", "a=1", "--set=b=c=d", "--set", "empty=");

    assertThat(exit).isEqualTo(ExitCode.OK);
    assertThat(runs).containsExactly(Map.of("a", "1", "b", "c=d", "empty", ""));
  }

  @Test
  void runsABroker() {
    exitOfRun = ExitCode.FAILURE;

    assertThat(execute("broker", "--set", "a=1")).isEqualTo(ExitCode.FAILURE);
    assertThat(brokers).containsExactly(Map.of("a", "1"));
    assertThat(runs).isEmpty();
  }

  @Test
  void keepsCommasInOneValue() {
    execute("run", "--set", "hosts=a:1,b:2");

    assertThat(runs).containsExactly(Map.of("hosts", "a:1,b:2"));
  }

  @Test
  void exitsAsTheRouterSays() {
    exitOfRun = ExitCode.FAILURE;

    assertThat(execute("run")).isEqualTo(1);
  }

  @Test
  void printsEverySettingOfAGoodConfiguration() {
    assertThat(execute("config", "check", "--set", "k=v")).isZero();

    assertThat(checks).containsExactly(Map.of("k", "v"));
    assertThat(out.toString().lines()).containsExactly("a = 1", "no problems");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void printsEveryProblemOnStandardError() {
    report = new ConfigurationCheck.Report(List.of(), List.of("first", "second"));

    assertThat(execute("config", "check")).isEqualTo(2);

    assertThat(err.toString().lines()).containsExactly("first", "second", "problems: 2");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void printsItsVersion() {
    assertThat(execute("version")).isZero();

    assertThat(out.toString()).startsWith("dromedary ").contains("Java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "config",
        "user",
        "user add",
        "user list x",
        "user password",
        "run --set",
        "run --set novalue",
        "run now",
        "config check x"
      })
  void refusesWrongArgumentsWithUsage(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);

    assertThat(execute(arguments)).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString()).contains("Usage: dromedary");
    assertThat(runs).isEmpty();
    assertThat(checks).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help",
        "--help",
        "run -h",
        "help run",
        "config check --help",
        "user -h",
        "user add --help",
        "version -h"
      })
  void showsHelp(String line) {
    assertThat(execute(line.split(" ", -1))).isZero();

    assertThat(out.toString()).contains("Usage: dromedary");
    assertThat(runs).isEmpty();
  }
}
