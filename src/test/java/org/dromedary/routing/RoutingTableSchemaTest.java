package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An editor that checks the table by its schema says what the router says. */
class RoutingTableSchemaTest {
  private static final Path FILE = Path.of("routes/routing-table.schema.json");
  private static final RemoteWay.Sent BY_DEFAULT = new RemoteWay.MailExchangers(HostAccess.DEFAULT);

  private static boolean isValidBySchema(String yaml) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(FILE), InputFormat.JSON);
    return schema.validate(yaml, InputFormat.YAML).isEmpty();
  }

  private static boolean isValid(String yaml) {
    return RoutingTableFile.parse("r.yaml", yaml, BY_DEFAULT, RoutingTableFileTest.CONTEXT)
        instanceof TableResult.Valid;
  }

  private static String rule(String parts) {
    return "rules: [{name: one, " + parts + "}]";
  }

  private static void assertBothTake(String yaml) throws IOException {
    assertThat(isValid(yaml)).as("the router takes %s", yaml).isTrue();
    assertThat(isValidBySchema(yaml)).as("the schema takes %s", yaml).isTrue();
  }

  private static void assertBothRefuse(String yaml) throws IOException {
    assertThat(isValid(yaml)).as("the router takes %s", yaml).isFalse();
    assertThat(isValidBySchema(yaml)).as("the schema takes %s", yaml).isFalse();
  }

  @Test
  void theShippedTableIsValidWithAllItsExamples() throws IOException {
    String shipped = Files.readString(Path.of("routes/routing-table.yaml"));
    assertBothTake(shipped);
    assertBothTake(shipped.replace("enabled: false", "enabled: true"));
  }

  @Test
  void theSchemaKnowsTheKeysOfTheReader() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(FILE.toFile());
    assertThat(schema.at("/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(RoutingTableFile.KEYS);
    assertThat(schema.at("/$defs/rule/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(RoutingTableReader.KEYS);
    assertThat(schema.at("/$defs/default/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(DefaultWayReader.KEYS);
    assertThat(schema.at("/$defs/retry-policy/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(RetryPolicyReader.KEYS);
    assertThat(schema.at("/$defs/rule/properties/action/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(ActionReader.NAMES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "action: mx",
        "action: mx, tls: required, tls-verify: true, maximum-connections: 5",
        "action: mx, connection-delay: 10s, source-addresses: [192.0.2.1, '2001:db8::1']",
        "action: relay, hosts: a.example",
        "action: relay, hosts: [a.example, {host: 'b.example:26', weight: 2}, {host: c.example}]",
        "action: relay, hosts: a.example, login: u, password: '{{env:PATH}}'",
        "action: relay, hosts: a.example, login: u, token: '{{env:PATH}}', login-unverified: true",
        "action: local, recipient: '*.example'",
        "action: redirect, to: a@b.example",
        "action: copy-to, to: [a@b.example, c@d.example]",
        "action: endpoint, uri: 'direct:tickets'",
        "action: endpoint, uri: 'jms:queue:tickets?timeToLive=5', maximum-connections: 3",
        "action: mx, dns-servers: [192.0.2.53, '[2001:db8::53]:5353']",
        "action: hold, when: '${body.size} > 5'",
        "action: hold, sender: ['<>', '*@x.example']",
        "action: reject, text: not now, code: 450",
        "action: reject, text: not here, code: '550'",
        "action: discard, listener: [smtp, local], larger-than: 10MiB, smaller-than: 1 GiB",
        "action: discard, client: [192.0.2.0/24], user: 'a*', header: {name: X, value: '*'}"
      })
  void bothTakeEachKindOfRule(String parts) throws IOException {
    assertBothTake(rule(parts));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recipient: '*'",
        "action: cart",
        "action: relay",
        "action: relay, hosts: []",
        "action: relay, hosts: {host: a.example, priority: 1}",
        "action: relay, hosts: {weight: 1}",
        "action: relay, hosts: {host: a.example, weight: 0}",
        "action: relay, hosts: a.example, login: u",
        "action: relay, hosts: a.example, password: '{{env:PATH}}'",
        "action: relay, hosts: a.example, login: u, password: hunter2",
        "action: relay, hosts: a.example, login: u, password: '{{env:PATH}}', token: '{{env:PATH}}'",
        "action: relay, hosts: a.example, to: a@b.example",
        "action: mx, hosts: a.example",
        "action: mx, tls: maybe",
        "action: mx, maximum-connections: 0",
        "action: mx, maximum-connections: 1001",
        "action: mx, connection-delay: 10",
        "action: redirect",
        "action: copy-to, to: []",
        "action: local, retry-policy: one",
        "action: hold, dns-servers: 192.0.2.53",
        "action: local, to: a@b.example",
        "action: endpoint",
        "action: endpoint, uri: tickets",
        "action: endpoint, uri: 'direct:a b'",
        "action: endpoint, uri: 'direct:tickets', tls: none",
        "action: mx, uri: 'direct:tickets'",
        "action: hold, tls: none",
        "action: reject",
        "action: reject, text: not now, code: 421",
        "action: discard, text: why",
        "action: discard, listener: pop3",
        "action: discard, larger-than: 10",
        "action: discard, header: {name: X}",
        "action: discard, header: {name: 'a b', value: x}",
        "action: discard, enabled: maybe",
        "action: discard, colour: red"
      })
  void bothRefuseEachMistake(String parts) throws IOException {
    assertBothRefuse(rule(parts));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default: {tls: none}",
        "default: {action: mx, maximum-recipients: 50}",
        "default: {action: relay, hosts: a.example, login: u, password: '{{env:PATH}}'}",
        "default: {tls: required}\nrules:",
        "retry-policies: [{name: one, delay: 5m, back-off-multiplier: 1.5, maximum-delay: 2h}]",
        "retry-policies: [{name: one, delays: [1m, 5m], jitter: 10%, dns-delay: 2m, lifetime: 2d}]",
        "retry-policies: [{name: one, warn-after: [4h, 1d]}, {name: two, warn-after: 1h}]",
        "retry-policies: [{name: one, delays: 5m}]\ndefault: {retry-policy: one}",
        "retry-policies: [{name: one}]\nrules: [{name: r, action: mx, retry-policy: one}]",
        "retry-policies: [{name: one}]\n"
            + "rules: [{name: r, action: reject, text: later, code: 450, retry-policy: one}]"
      })
  void bothTakeADefault(String yaml) throws IOException {
    assertBothTake(yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default: {action: hold}",
        "default: {action: relay}",
        "default: {hosts: a.example}",
        "default: {action: mx, hosts: a.example}",
        "default: {recipient: '*'}",
        "retry-policies: [{delay: 5m}]",
        "retry-policies: [{name: 'a b'}]",
        "retry-policies: [{name: one, delay: soon}]",
        "retry-policies: [{name: one, delays: [1m], maximum-delay: 2h}]",
        "retry-policies: [{name: one, delays: []}]",
        "retry-policies: [{name: one, jitter: 60%}]",
        "retry-policies: [{name: one, warn-after: soon}]",
        "table: []",
        "rules: {name: one, action: mx}"
      })
  void bothRefuseAMistakeBesideTheRules(String yaml) throws IOException {
    assertBothRefuse(yaml);
  }
}
