package org.dromedary.routing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.ReversePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamicRulesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final RemoteWay.Sent BY_DEFAULT = new RemoteWay.MailExchangers(HostAccess.DEFAULT);

  private final List<DynamicRule> kept = new ArrayList<>();
  private boolean diskIsFull;
  private Instant now = START;
  private final AtomicReference<RoutingTable> file =
      new AtomicReference<>(
          table("rules: [{name: of file, recipient: a.example, action: reject, text: no}]"));
  private final DynamicRules rules = open();

  private static RoutingTable table(String yaml) {
    return ((TableResult.Valid<RoutingTable>)
            RoutingTableFile.parse("r.yaml", yaml, BY_DEFAULT, RoutingTableFileTest.CONTEXT))
        .value();
  }

  private DynamicRules open() {
    try {
      return new DynamicRules(
          () -> requireNonNull(file.get()),
          RoutingTableFileTest.CONTEXT,
          new DynamicRules.Store() {
            @Override
            public List<DynamicRule> read() {
              return List.copyOf(kept);
            }

            @Override
            public void replace(List<DynamicRule> all) throws IOException {
              if (diskIsFull) {
                throw new IOException("disk is full");
              }
              kept.clear();
              kept.addAll(all);
            }
          },
          () -> now);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String rule(DynamicRules rules, String domain) {
    RoutingFacts mail =
        RoutingFacts.ofSample(
            new RoutingFacts.Origin(ReversePath.NULL, Optional.empty(), "smtp", Optional.empty()),
            0,
            List.of());
    return rules.get().ruleFor(mail, MailAddress.parse("u@" + domain)).orElse("default");
  }

  private void add(String text, Duration... timeToLive) throws IOException {
    assertThat(rules.add(text, Optional.of(timeToLive).filter(t -> t.length > 0).map(t -> t[0])))
        .isInstanceOf(TableResult.Valid.class);
  }

  @Test
  void theNewestComesFirstAndAllBeforeTheFile() throws IOException {
    assertThat(rule(rules, "a.example")).isEqualTo("of file");
    add("{name: one, recipient: '*.example', action: mx}");
    assertThat(rule(rules, "a.example")).isEqualTo("one");
    add("name: two\nrecipient: b.example\naction: hold\n");
    assertThat(rule(rules, "a.example")).isEqualTo("one");
    assertThat(rule(rules, "b.example")).isEqualTo("two");
    assertThat(rules.list()).extracting(DynamicRule::name).containsExactly("two", "one");
  }

  @Test
  void oneOfTheSameNameIsReplaced() throws IOException {
    add("{name: one, recipient: b.example, action: mx}");
    add("{\"name\": \"one\", \"recipient\": \"c.example\", \"action\": \"mx\"}");
    assertThat(rule(rules, "b.example")).isEqualTo("default");
    assertThat(rule(rules, "c.example")).isEqualTo("one");
    assertThat(rules.list()).hasSize(1);
  }

  @Test
  void aRemovedRuleIsGone() throws IOException {
    add("{name: one, recipient: a.example, action: mx}");
    assertThat(rules.remove("one")).isTrue();
    assertThat(rules.remove("one")).isFalse();
    assertThat(rule(rules, "a.example")).isEqualTo("of file");
    assertThat(kept).isEmpty();
  }

  @Test
  void aRuleEndsWhenItsTimeIsOver() throws IOException {
    add("{name: one, recipient: a.example, action: mx}", Duration.ofHours(2));
    now = START.plus(Duration.ofHours(2)).minusMillis(1);
    rules.expire();
    assertThat(rule(rules, "a.example")).isEqualTo("one");
    now = START.plus(Duration.ofHours(2));
    assertThat(rules.list()).isEmpty();
    assertThat(rules.remove("one")).isFalse();
    assertThat(rule(rules, "a.example")).isEqualTo("of file");
    assertThat(kept).isEmpty();
  }

  @Test
  void rulesOutliveARestartWithTheirTime() throws IOException {
    add("{name: one, recipient: a.example, action: mx}", Duration.ofHours(2));
    add("{name: two, recipient: b.example, action: mx}");
    DynamicRules again = open();
    assertThat(again.list()).isEqualTo(rules.list());
    assertThat(rule(again, "a.example")).isEqualTo("one");
    now = START.plus(Duration.ofHours(3));
    again.expire();
    assertThat(rule(again, "a.example")).isEqualTo("of file");
    assertThat(rule(again, "b.example")).isEqualTo("two");
  }

  @Test
  void whatCannotBeKeptIsNotInForce() throws IOException {
    add("{name: one, recipient: b.example, action: mx}");
    diskIsFull = true;
    assertThatThrownBy(
            () -> rules.add("{name: two, recipient: c.example, action: mx}", Optional.empty()))
        .hasMessage("disk is full");
    assertThatThrownBy(() -> rules.remove("one")).hasMessage("disk is full");
    assertThat(rule(rules, "c.example")).isEqualTo("default");
    assertThat(rule(rules, "b.example")).isEqualTo("one");
  }

  @Test
  void aRuleWhosePolicyIsGoneWaitsForItToComeBack() throws IOException {
    RoutingTable with = table("retry-policies: [{name: quick, delay: 1s}]");
    file.set(with);
    add("{name: one, recipient: b.example, action: mx, retry-policy: quick}");
    add("{name: two, recipient: c.example, action: mx}");
    assertThat(rule(rules, "b.example")).isEqualTo("one");

    file.set(table("rules: []"));
    assertThat(rule(rules, "b.example")).isEqualTo("default");
    assertThat(rule(rules, "c.example")).isEqualTo("two");
    assertThat(rules.problems()).singleElement().asString().contains("rule one: ", "'quick'");

    file.set(with);
    assertThat(rule(rules, "b.example")).isEqualTo("one");
    assertThat(rules.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {action: mx}                                 | has no name
          {name: one}                                  | has no action
          {name: one, action: cart}                    | not one of
          {name: one, action: endpoint, uri: 'exec:x'} | 'exec:'
          {name: one, action: endpoint, uri: 'jms:queue:x'} | 'jms:' is none of direct
          {name: one, action: relay, hosts: a.example, login: u, password: '{{env:PATH}}'} | has a login
          {name: one, action: mx, retry-policy: none}  | no policy has this name
          {name: one, action: mx, enabled: false}      | switched off
          [one]                                        | is not a mapping
          {name: one                                   | not YAML
          ''                                           | is empty
          """)
  void saysWhatIsWrongWithARule(String text, String problem) throws IOException {
    assertThat(rules.add(text, Optional.empty()))
        .isInstanceOfSatisfying(
            TableResult.Invalid.class,
            invalid -> assertThat(invalid.problems().toString()).contains(problem));
    assertThat(kept).isEmpty();
  }
}
