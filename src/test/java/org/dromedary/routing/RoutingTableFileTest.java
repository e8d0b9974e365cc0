package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.ReversePath;
import org.dromedary.routing.RoutingTable.Passed;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTableFileTest {
  private static final Path SHIPPED = Path.of("routes/routing-table.yaml");

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

  private static RoutingTable valid(String yaml) {
    TableResult<RoutingTable> result = RoutingTableFile.parse("r.yaml", yaml);
    assertThat(result).isInstanceOf(Valid.class);
    return ((Valid<RoutingTable>) result).value();
  }

  private static List<String> problems(String yaml) {
    TableResult<RoutingTable> result = RoutingTableFile.parse("r.yaml", yaml);
    assertThat(result).isInstanceOf(Invalid.class);
    return ((Invalid<RoutingTable>) result).problems().stream().map(FileProblem::toString).toList();
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
    assertThat(
            valid(RULES)
                .ruleFor(ReversePath.parse(sender), MailAddress.parse(recipient))
                .orElse("default"))
        .isEqualTo(rule);
  }

  @Test
  void hostsKeepTheirOrderAndHavePort25() {
    Optional<RemoteWay> way =
        valid(RULES)
            .wayOf(ReversePath.parse("<a@example.org>"), MailAddress.parse("u@partner.example"));
    assertThat(way)
        .contains(
            new RemoteWay.Relay(
                List.of(
                    new SmartHost("relay.partner.example", 25),
                    new SmartHost("2001:db8::25", 2525),
                    new SmartHost("192.0.2.25", 25))));
    assertThat(way.orElseThrow())
        .hasToString(
            "relay relay.partner.example:25, then [2001:db8::25]:2525, then 192.0.2.25:25");
  }

  @Test
  void itSaysWhyTheRulesBeforeDoNotDecide() {
    assertThat(
            valid(RULES)
                .passed(
                    ReversePath.parse("<news-1@example.org>"), MailAddress.parse("u@example.com")))
        .containsExactly(
            new Passed("notices", "sender"),
            new Passed("partner", "recipient"),
            new Passed("news", "recipient"));
  }

  @Property(tries = 300)
  void whatIsPassedAndWhatDecidesAgree(
      @ForAll @IntRange(max = 40) int rules, @ForAll @IntRange(max = 40) int domain) {
    String yaml =
        IntStream.range(0, rules)
            .mapToObj(
                i -> "  - {name: r%d, recipient: \"d%d.example\", action: mx}%n".formatted(i, i))
            .collect(Collectors.joining("", "rules:\n", ""));
    RoutingTable table = valid(yaml);
    MailAddress recipient = MailAddress.parse("u@d" + domain + ".example");
    Optional<String> rule = table.ruleFor(ReversePath.NULL, recipient);
    assertThat(rule).isEqualTo(domain < rules ? Optional.of("r" + domain) : Optional.empty());
    assertThat(table.passed(ReversePath.NULL, recipient)).hasSize(Math.min(domain, rules));
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
                """))
        .containsExactly(
            "r.yaml:2: rules[0]: has no name; add 'name:'",
            "r.yaml:5: rules[1].recipient: '<>': no recipient is <>; write user@domain or a domain, with * and ?",
            "r.yaml:4: rules[1]: has no hosts; add 'hosts:'",
            "r.yaml:7: rules[2].name: 'two': another rule has this name; write a name of at most 60 printable ASCII characters",
            "r.yaml:8: rules[2].action: 'send': not one of relay, mx; write relay or mx",
            "r.yaml:11: rules[3].hosts: is not for mx; remove it",
            "r.yaml:15: rules[4].port: unknown key; use only name, sender, recipient, action, hosts, enabled",
            "r.yaml:14: rules[4].hosts[0]: 'a b': 'a b' is not host:port; write host:port, for example relay.example.org:25",
            "r.yaml:14: rules[4].hosts[1]: '192.0.2.300': invalid address literal; write host:port, for example relay.example.org:25",
            "r.yaml:14: rules[4].hosts[2]: 'x.example:70000': a port is 1 to 65535; write host:port, for example relay.example.org:25");
  }

  @Test
  void theShippedTableHasNoRuleSwitchedOn() throws IOException {
    String shipped = Files.readString(SHIPPED);
    assertThat(valid(shipped).size()).isZero();
    assertThat(valid(shipped.replace("enabled: false", "enabled: true")).size()).isEqualTo(2);
  }
}
