package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.RoutingTable.Passed;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.dromedary.tls.ClientTlsMode;
import org.dromedary.tls.ClientTlsPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTableFileTest {
  private static final Path SHIPPED = Path.of("routes/routing-table.yaml");

  private static final RemoteWay.Sent BY_DEFAULT = new RemoteWay.MailExchangers(HostAccess.DEFAULT);

  private static final String RULES =
      """
      rules:
        - name: switched off
          enabled: false
          action: mx
        - name: notices
          sender: "<>"
          action: relay
          hosts: bounces.example:2525
        - name: partner
          recipient: ["partner.example", "*.partner.example"]
          action: relay
          hosts: ["relay.partner.example", "[2001:db8::25]:2525", "192.0.2.25"]
        - name: news
          sender: "news-?@*"
          recipient: "*@example.net"
          action: mx
      """;

  static final RuleContext CONTEXT =
      new RuleContext(
          text -> mail -> true, new EndpointSchemes(Set.of("direct", "jms")), RetryPolicy.DEFAULTS);

  private static RoutingTable valid(String yaml) {
    TableResult<RoutingTable> result = RoutingTableFile.parse("r.yaml", yaml, BY_DEFAULT, CONTEXT);
    assertThat(result).isInstanceOf(Valid.class);
    return ((Valid<RoutingTable>) result).value();
  }

  private static RoutingFacts from(String sender) {
    return mail(sender, "192.0.2.1", "smtp", 0, "");
  }

  private static RoutingFacts mail(
      String sender, String client, String listener, long size, String header) {
    return new RoutingFacts(
        new RoutingFacts.Origin(
            ReversePath.parse(sender),
            IpNetwork.address(client),
            listener,
            listener.equals("submission") ? Optional.of("alice") : Optional.empty()),
        size,
        MailContent.of((header + "\r\n\r\nbody").getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> problems(String yaml) {
    TableResult<RoutingTable> result = RoutingTableFile.parse("r.yaml", yaml, BY_DEFAULT, CONTEXT);
    assertThat(result).isInstanceOf(Invalid.class);
    return ((Invalid<RoutingTable>) result)
        .problems().stream()
            .map(FileProblem::toString)
            .map(text -> text.replaceFirst(":([0-9]+):[0-9]+: ", ":$1: "))
            .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "<a@example.org>, u@partner.example, partner",
    "<a@example.org>, u@PARTNER.example, partner",
    "<a@example.org>, u@sub.partner.example, partner",
    "<a@example.org>, u@otherpartner.example, default",
    "<>, u@partner.example, notices",
    "<news-1@example.org>, u@example.net, news",
    "<news-1@example.org>, u@example.com, default",
    "<news-12@example.org>, u@example.net, default",
    "<news-1@example.org>, u@partner.example, partner"
  })
  void theFirstRuleThatMatchesDecides(String sender, String recipient, String rule) {
    assertThat(valid(RULES).ruleFor(from(sender), MailAddress.parse(recipient)).orElse("default"))
        .isEqualTo(rule);
  }

  @Test
  void hostsKeepTheirOrderAndHavePort25() {
    RemoteWay way =
        valid(RULES).wayOf(from("<a@example.org>"), MailAddress.parse("u@partner.example"));
    assertThat(way)
        .isEqualTo(
            new RemoteWay.Relay(
                List.of(
                    new SmartHost("relay.partner.example", 25),
                    new SmartHost("2001:db8::25", 2525),
                    new SmartHost("192.0.2.25", 25)),
                HostAccess.DEFAULT));
    assertThat(way)
        .hasToString(
            "relay relay.partner.example:25, then [2001:db8::25]:2525, then 192.0.2.25:25");
  }

  @Test
  void itSaysWhyTheRulesBeforeDoNotDecide() {
    assertThat(
            valid(RULES).passed(from("<news-1@example.org>"), MailAddress.parse("u@example.com")))
        .containsExactly(
            new Passed("notices", "sender"),
            new Passed("partner", "recipient"),
            new Passed("news", "recipient"));
  }

  private static final List<String> DOMAINS =
      List.of("a.example", "b.example", "x.a.example", "xa.example", "xn--bcher-kva.example");
  private static final List<String> PATTERNS =
      List.of(
          "a.example",
          "*.a.example",
          "*.example",
          "*a.example",
          "?.example",
          "*@b.example",
          "u1@*",
          "u1@A.EXAMPLE",
          "*@*.a.example",
          "b\u00fccher.example",
          "B\u00dcCHER.example",
          "*");

  @Property(tries = 10_000)
  void whatExplainsAndWhatRoutesAgree(
      @ForAll @Size(max = 8) List<@IntRange(max = 200) Integer> drawn,
      @ForAll @IntRange(max = 9) int to,
      @ForAll @IntRange(max = 10) int from) {
    List<NextHopRule> rules =
        IntStream.range(0, drawn.size()).mapToObj(i -> rule("r" + i, drawn.get(i))).toList();
    RoutingTable table = new RoutingTable(rules, BY_DEFAULT, Optional.empty(), List.of());
    MailAddress recipient = MailAddress.parse("u" + to % 2 + "@" + DOMAINS.get(to / 2));
    RoutingFacts mail =
        mail(
            from == 10 ? "<>" : "<u" + from % 2 + "@" + DOMAINS.get(from / 2) + ">",
            "192.0.2." + from,
            from % 2 == 0 ? "smtp" : "submission",
            from * 10L,
            "Subject: number " + from % 3);
    List<String> passed = table.passed(mail, recipient).stream().map(Passed::rule).toList();
    List<String> copied =
        table.verdict(mail, recipient).copies().stream().map(RoutingTable.Copy::rule).toList();
    int first = passed.size() + copied.size();
    assertThat(table.ruleFor(mail, recipient))
        .isEqualTo(first < rules.size() ? Optional.of("r" + first) : Optional.empty());
    assertThat(Stream.concat(passed.stream(), copied.stream()))
        .containsExactlyInAnyOrderElementsOf(
            rules.stream().limit(first).map(NextHopRule::name).toList());
    table
        .refusal(mail.origin(), recipient)
        .ifPresent(
            reply ->
                assertThat(table.wayOf(mail, recipient)).isEqualTo(new RemoteWay.Reject(reply)));
  }

  /** By sender, recipient or both, with patterns of the list. */
  private static NextHopRule rule(String name, int drawn) {
    AddressPattern pattern = AddressPattern.parse(PATTERNS.get(drawn % PATTERNS.size()));
    AddressPattern other = AddressPattern.parse(PATTERNS.get(drawn * 7 % PATTERNS.size()));
    RuleAction way =
        switch (drawn % 5) {
          case 0 -> new CopyTo(List.of(MailAddress.parse("u0@a.example")));
          case 1 -> new RemoteWay.Redirect(List.of(MailAddress.parse("u1@b.example")));
          case 2, 3 -> new RemoteWay.Reject(SmtpReply.of(drawn % 2 == 0 ? 550 : 450, "no"));
          default -> new RemoteWay.MailExchangers(HostAccess.DEFAULT);
        };
    RuleConditions conditions =
        switch (drawn % 7) {
          case 0 -> RuleConditions.of(List.of(AddressPattern.parse("<>")), List.of());
          case 1 -> RuleConditions.of(List.of(pattern), List.of());
          case 2 -> RuleConditions.of(List.of(), List.of(pattern, other));
          case 3 -> RuleConditions.of(List.of(pattern), List.of(other));
          case 4 ->
              new RuleConditions(
                  List.of(),
                  drawn % 2 == 0 ? List.of(pattern) : List.of(),
                  List.of(IpNetwork.parse("192.0.2.0/" + (24 + drawn % 8))),
                  List.of(),
                  Set.of(drawn % 3 == 0 ? "smtp" : "submission"),
                  Optional.empty(),
                  -1,
                  drawn,
                  Optional.empty());
          case 5 ->
              new RuleConditions(
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of(),
                  Set.of(),
                  Optional.of(new HeaderPattern("subject", Wildcard.parse("*" + drawn % 4))),
                  drawn % 100,
                  Long.MAX_VALUE,
                  Optional.empty());
          default -> RuleConditions.of(List.of(), List.of(pattern));
        };
    return new NextHopRule(name, conditions, way, Optional.empty());
  }

  @Test
  void everyProblemIsReportedWithItsPlaceAndRemedy() {
    assertThat(
            problems(
                """
                rules:
                  - sender: "<>"
                    action: mx
                  - name: two
                    recipient: "<>"
                    action: relay
                  - name: two
                    action: send
                  - name: four
                    action: mx
                    hosts: a.example
                  - name: five
                    action: relay
                    hosts: ["a b", "192.0.2.300", "x.example:70000"]
                    port: 25
                  - name: six
                    action: mx
                    tls: maybe
                    tls-verify: yes
                    tls-fingerprints: [ab]
                  - name: seven
                    action: mx
                    login: u
                    password: hunter2
                  - name: eight
                    action: relay
                    hosts: a.example
                    login: ""
                  - name: nine
                    action: relay
                    hosts: a.example
                    password: "{{file:/nowhere/at/all}}"
                    token: "{{env:PATH}}"
                    login-unverified: maybe
                  - name: ten
                    action: reject
                    hosts: a.example
                    tls: none
                    client: elsewhere
                    listener: [smtp, pop3]
                    larger-than: 10
                    header: {name: "a b", value: x}
                  - name: eleven
                    action: discard
                    code: 550
                  - name: twelve
                    action: redirect
                    to: [nobody, a@b.example]
                  - name: thirteen
                    action: copy-to
                  - name: fourteen
                    action: local
                    to: a@b.example
                  - name: fifteen
                    action: mx
                    maximum-connections: 0
                    connection-delay: soon
                    source-addresses: [192.0.2.1, 192.0.2.2]
                  - name: sixteen
                    action: relay
                    hosts: [{host: a.example, weight: heavy}, {weight: 1}]
                """))
        .containsExactly(
            "r.yaml:2: rules[0]: has no name; add 'name:'",
            "r.yaml:5: rules[1].recipient: '<>': no recipient is <>; write user@domain or a domain, with * and ?",
            "r.yaml:4: rules[1]: has no hosts; add 'hosts:'",
            "r.yaml:7: rules[2].name: 'two': another rule has this name; write a name of at most 60 printable ASCII characters",
            "r.yaml:8: rules[2].action: 'send': not one of relay, mx, local, redirect, copy-to, endpoint, hold, reject, discard; write one of relay, mx, local, redirect, copy-to, endpoint, hold, reject, discard",
            "r.yaml:11: rules[3].hosts: is not for mx; remove it",
            "r.yaml:15: rules[4].port: unknown key; use only name, sender, recipient, client, user, listener, header, larger-than, smaller-than, when, action, hosts, login, password, token, login-unverified, tls, tls-verify, tls-fingerprints, maximum-connections, maximum-recipients, maximum-mails-per-connection, connection-delay, source-addresses, mx-implicit, mx-first-host-only, dns-servers, retry-policy, code, text, to, uri, enabled",
            "r.yaml:14: rules[4].hosts[0]: 'a b': 'a b' is not host:port; write host:port, for example relay.example.org:25",
            "r.yaml:14: rules[4].hosts[1]: '192.0.2.300': invalid address literal; write host:port, for example relay.example.org:25",
            "r.yaml:14: rules[4].hosts[2]: 'x.example:70000': a port is 1 to 65535; write host:port, for example relay.example.org:25",
            "r.yaml:18: rules[5].tls: 'maybe': not one of none, opportunistic, required, implicit; write none, opportunistic, required or implicit",
            "r.yaml:19: rules[5].tls-verify: 'yes': not one of true, false; write true or false",
            "r.yaml:20: rules[5].tls-fingerprints[0]: 'ab': not a SHA-256 fingerprint; write what openssl x509 -noout -fingerprint -sha256 prints behind the equals sign",
            "r.yaml:23: rules[6].login: is not for mx; remove it",
            "r.yaml:24: rules[6].password: is not for mx; remove it",
            "r.yaml:28: rules[7].login: '': empty, or has control characters; write the name that the relay knows",
            "r.yaml:25: rules[7]: has a login and no secret; add 'password:' or 'token:'",
            "r.yaml:34: rules[8].login-unverified: 'maybe': not one of true, false; write true or false",
            "r.yaml:33: rules[8].token: there is a password, too; keep one of the two",
            "r.yaml:29: rules[8]: has no login; add 'login:'",
            "r.yaml:32: rules[8].password: /nowhere/at/all does not exist; put the secret there",
            "r.yaml:39: rules[9].client: 'elsewhere': 'elsewhere' is not an IP address; write an address or a network: 192.0.2.0/24",
            "r.yaml:40: rules[9].listener[1]: 'pop3': not one of smtp, submission, submissions, jms, http, fetch, local; write smtp, submission, submissions, jms, http, fetch or local",
            "r.yaml:42: rules[9].header.name: 'a b': not the name of a header field; write a name such as Subject",
            "r.yaml:41: rules[9].larger-than: '10': not a whole number with a unit; write a number and a unit (B, KiB, MiB, GiB)",
            "r.yaml:37: rules[9].hosts: is not for reject; remove it",
            "r.yaml:38: rules[9].tls: is not for reject; remove it",
            "r.yaml:35: rules[9]: has no text; add 'text:'",
            "r.yaml:45: rules[10].code: is not for discard; remove it",
            "r.yaml:48: rules[11].to[0]: 'nobody': address has no domain; write an address such as archive@example.org",
            "r.yaml:49: rules[12]: has no to; add 'to:'",
            "r.yaml:53: rules[13].to: is not for local; remove it",
            "r.yaml:56: rules[14].maximum-connections: '0': not a number from 1 to 1000; write a number from 1 to 1000",
            "r.yaml:57: rules[14].connection-delay: 'soon': not a whole number with a unit; write a number and a unit (ms, s, m, h), from 0s to 1h",
            "r.yaml:58: rules[14].source-addresses: more than one source address of a family; write at most one IPv4 and one IPv6 address",
            "r.yaml:61: rules[15].hosts[0].weight: 'heavy': not a number from 1 to 1000; write a number from 1 to 1000",
            "r.yaml:61: rules[15].hosts[1]: has no host; add 'host:'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "action: mx | required, verified",
        "action: mx, tls-verify: false | required",
        "action: mx, tls: none | none",
        "action: mx, tls: opportunistic, tls-verify: true | opportunistic",
        "action: mx, tls: implicit | implicit",
        "action: mx, tls: required, tls-verify: true | required, verified",
        "action: relay, hosts: a.example, tls-fingerprints: '0123456789abcdef0123456789ABCDEF:0123456789abcdef:0123456789abcdef' | required, pinned",
      })
  void aRuleChangesWhatIsSaidOfTlsForAll(String rule, String tls) {
    ClientTlsPolicy all = new ClientTlsPolicy(ClientTlsMode.REQUIRED, true, List.of());
    TableResult<RoutingTable> result =
        RoutingTableFile.parse(
            "r.yaml",
            "rules: [{name: one, " + rule + "}]",
            new RemoteWay.MailExchangers(HostAccess.of(all)));
    assertThat(result).isInstanceOf(TableResult.Valid.class);
    RoutingTable table = ((TableResult.Valid<RoutingTable>) result).value();
    assertThat(
            ((RemoteWay.Sent) table.wayOf(from("<>"), MailAddress.parse("a@example.net")))
                .access()
                .tls())
        .hasToString(tls);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "client: 192.0.2.0/28 | true",
        "client: [198.51.100.1, '2001:db8::/32'] | false",
        "user: al* | true",
        "user: bob | false",
        "listener: submission | true",
        "listener: [smtp, local] | false",
        "larger-than: 1KiB | true",
        "larger-than: 2KiB | false",
        "smaller-than: 2KiB | false",
        "smaller-than: 2049B | true",
        "header: {name: Subject, value: '*report*'} | true",
        "header: {name: Subject, value: report} | false",
        "header: {name: body, value: '*'} | false",
        "client: 192.0.2.7, header: {name: SUBJECT, value: 'the*'}, recipient: example.net | true",
        "client: 192.0.2.7, header: {name: Subject, value: 'the*'}, recipient: example.com | false",
      })
  void allConditionsMustBeMet(String conditions, boolean isFor) {
    RoutingTable table = valid("rules: [{name: one, action: mx, " + conditions + "}]");
    RoutingFacts mail =
        mail(
            "<a@example.org>", "192.0.2.7", "submission", 2048, "Subject: the report\r\n of today");
    assertThat(table.ruleFor(mail, MailAddress.parse("u@example.net")).isPresent())
        .isEqualTo(isFor);
  }

  @Test
  void theShippedTableHasNoRuleSwitchedOn() throws IOException {
    String shipped = Files.readString(SHIPPED);
    assertThat(valid(shipped).size()).isZero();
    assertThat(valid(shipped.replace("enabled: false", "enabled: true")).size()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | relay 192.0.2.25:25 | opportunistic | from the settings |",
        "{action: mx} | mx | opportunistic | |",
        "{action: mx, tls: required} | mx | required | |",
        "{tls: none} | relay 192.0.2.25:25 | none | from the settings |",
        "{action: relay, hosts: [a.example, {host: b.example, weight: 2}]} | relay a.example:25, then b.example:25 of weight 2 | opportunistic | |",
        "{maximum-connections: 3, connection-delay: 2s} | relay 192.0.2.25:25 | opportunistic | from the settings | 3 connections, one connection in 2 s",
      })
  void theDefaultBlockChangesWhatTheSettingsSay(
      String block, String way, String tls, @Nullable String user, @Nullable String limits) {
    RelayLogin login =
        new RelayLogin(
            "from the settings",
            RelayLogin.Kind.PASSWORD,
            SecretReference.parse("{{env:PATH}}"),
            false);
    RemoteWay.Sent settings =
        new RemoteWay.Relay(
            List.of(SmartHost.parse("192.0.2.25")),
            new HostAccess(ClientTlsPolicy.DEFAULT, Optional.of(login)));
    TableResult<RoutingTable> result =
        RoutingTableFile.parse("r.yaml", "default: " + block + "\nrules: []", settings);
    assertThat(result).isInstanceOf(Valid.class);
    RemoteWay.Sent sent =
        (RemoteWay.Sent)
            ((Valid<RoutingTable>) result)
                .value()
                .wayOf(from("<>"), MailAddress.parse("a@example.net"));
    assertThat(sent).hasToString(way);
    assertThat(sent.access().tls()).hasToString(tls);
    assertThat(sent.access().login().map(RelayLogin::user)).isEqualTo(Optional.ofNullable(user));
    assertThat(sent.access().limits()).hasToString(limits == null ? "" : limits);
  }

  @Test
  void aRuleHasWhatTheDefaultBlockSaysAndDoesNotChange() {
    RoutingTable table =
        valid(
            """
            default: {tls: required, maximum-connections: 3, maximum-recipients: 7}
            rules: [{name: one, action: mx, maximum-recipients: 9}]
            """);
    HostAccess access =
        ((RemoteWay.Sent) table.wayOf(from("<>"), MailAddress.parse("a@example.net"))).access();
    assertThat(access.tls()).hasToString("required");
    assertThat(access.limits()).hasToString("3 connections, 9 recipients at once");
  }

  @Test
  void theDefaultBlockHasProblemsToo() {
    assertThat(
            problems(
                """
                default:
                  action: hold
                  hosts: a.example
                """))
        .containsExactly(
            "r.yaml:2: default.action: 'hold': not one of relay, mx; write relay or mx",
            "r.yaml:3: default.hosts: needs an action; remove it, or write 'action: relay'");
  }

  @Test
  void aProblemHasItsLineAndColumn() {
    String yaml =
        """
        rules:
          - name: one
            recipient: ["*.example", "<>"]
            action: mx
            colour: red
        """;
    TableResult<RoutingTable> result = RoutingTableFile.parse("r.yaml", yaml, BY_DEFAULT);
    assertThat(((Invalid<RoutingTable>) result).problems())
        .extracting(problem -> problem.line() + ":" + problem.column() + " " + problem.key())
        .containsExactly("5:5 rules[0].colour", "3:30 rules[0].recipient[1]");
    assertThat(((Invalid<RoutingTable>) result).problems().getFirst().toString())
        .startsWith("r.yaml:5:5: rules[0].colour: unknown key; ");
  }
}
