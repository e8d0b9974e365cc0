package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarringFileTest {
  private static final Path SHIPPED = Path.of("routes/barring.yaml");
  private static final Postmasters POSTMASTERS =
      new Postmasters(Set.of(Domain.parse("example.org")), MailAddress.parse("pm@example.org"));

  private static BarringRules valid(String yaml) {
    TableResult<BarringRules> result = BarringFile.parse("b.yaml", yaml);
    assertThat(result).isInstanceOf(Valid.class);
    return ((Valid<BarringRules>) result).value();
  }

  private static List<String> problems(String yaml) {
    TableResult<BarringRules> result = BarringFile.parse("b.yaml", yaml);
    assertThat(result).isInstanceOf(Invalid.class);
    return ((Invalid<BarringRules>) result)
        .problems().stream()
            .map(FileProblem::toString)
            .map(text -> text.replaceFirst(":([0-9]+):[0-9]+: ", ":$1: "))
            .toList();
  }

  private static Barring barring(String yaml) {
    BarringRules rules = valid(yaml);
    return new Barring(() -> rules, POSTMASTERS);
  }

  private static MailSource source(String client, String helo, String path) {
    try {
      return new MailSource(InetAddress.getByName(client), helo, ReversePath.parse(path));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String text(Optional<SmtpReply> refusal) {
    return refusal.map(SmtpReply::toString).orElse("taken");
  }

  private static final String RULES =
      """
      rules:
        - client: 192.0.2.7
          action: allow
        - client: [192.0.2.0/24, "2001:db8::/32"]
          action: refuse
          text: network
        - helo: ["*.dynamic.example", localhost]
          action: refuse
          code: 450
          text: helo
        - sender: ["*@spam.example", "*.spam.example"]
          action: refuse
          text: sender
        - recipient: "info@*"
          sender: "<>"
          action: refuse
          text: both
        - helo: off.example
          enabled: false
          action: refuse
          text: never
      """;

  @ParameterizedTest
  @CsvSource({
    "198.51.100.1, mx.example, <a@b.example>, alice@example.org, taken",
    "192.0.2.7, mx.dynamic.example, <a@spam.example>, alice@example.org, taken",
    "192.0.2.8, mx.example, <a@b.example>, alice@example.org, 550 5.7.1 network",
    "2001:db8::1, mx.example, <a@b.example>, alice@example.org, 550 5.7.1 network",
    "198.51.100.1, x.DYNAMIC.example, <a@b.example>, alice@example.org, 450 4.7.1 helo",
    "198.51.100.1, localhost, <a@spam.example>, alice@example.org, 450 4.7.1 helo",
    "198.51.100.1, mx.example, <a@spam.example>, alice@example.org, 550 5.7.1 sender",
    "198.51.100.1, mx.example, <a@x.spam.example>, alice@example.org, 550 5.7.1 sender",
    "198.51.100.1, mx.example, <>, info@example.org, 550 5.7.1 both",
    "198.51.100.1, mx.example, <>, alice@example.org, taken",
    "198.51.100.1, mx.example, <a@b.example>, info@example.org, taken",
    "198.51.100.1, off.example, <a@b.example>, info@example.org, taken",
    // the postmaster stays reachable but for networks
    "198.51.100.1, localhost, <a@spam.example>, postmaster@example.org, taken",
    "198.51.100.1, localhost, <a@spam.example>, POSTMASTER@example.org, taken",
    "198.51.100.1, localhost, <a@spam.example>, pm@example.org, taken",
    "198.51.100.1, mx.example, <a@spam.example>, postmaster@else.example, 550 5.7.1 sender",
    "192.0.2.8, mx.example, <a@b.example>, postmaster@example.org, 550 5.7.1 network",
  })
  void theFirstRuleThatMatchesDecides(
      String client, String helo, String path, String recipient, String reply) {
    MailAddress address = MailAddress.parse(recipient);
    assertThat(text(barring(RULES).ofRecipient(source(client, helo, path), address)))
        .isEqualTo(reply);
  }

  private static final String HEADER_RULES =
      """
      rules:
        - sender: "*@friend.example"
          header: {name: X-Friend, value: "yes"}
          action: allow
        - recipient: [postmaster@example.org, abuse@example.org]
          action: allow
        - recipient: bob@example.org
          header: {name: Subject, value: "*for bob*"}
          action: refuse
          text: bob
        - header: {name: subject, value: "*lottery*"}
          action: refuse
          code: "450"
          text: lottery
        - sender: "*@barred.example"
          action: refuse
          text: at RCPT
      """;

  @ParameterizedTest
  @CsvSource({
    "<a@b.example>, alice@example.org, Subject: hello, taken",
    "<a@b.example>, alice@example.org, Subject: the Lottery!, 450 4.7.1 lottery",
    "<a@friend.example>, alice@example.org, Subject: lottery, 450 4.7.1 lottery",
    "<a@friend.example>, alice@example.org, X-Friend: yes|Subject: lottery, taken",
    "<a@b.example>, abuse@example.org, Subject: lottery, taken",
    "<a@b.example>, abuse@example.org alice@example.org, Subject: lottery, 450 4.7.1 lottery",
    "<a@b.example>, alice@example.org, Subject: for bob, taken",
    "<a@b.example>, alice@example.org bob@example.org, Subject: for bob, 550 5.7.1 bob",
    "<a@b.example>, pm@example.org, Subject: lottery, taken",
    "<a@barred.example>, alice@example.org, Subject: hello, taken",
  })
  void headersDecideWhenTheMailIsThere(String path, String recipients, String header, String reply)
      throws IOException {
    String mail = header.replace("|", "\r\n") + "\r\n\r\nbody\r\n";
    assertThat(
            text(
                barring(HEADER_RULES)
                    .ofMail(
                        source("198.51.100.1", "mx.example", path),
                        Arrays.stream(recipients.split(" ")).map(MailAddress::parse).toList(),
                        MailContent.of(mail.getBytes(StandardCharsets.UTF_8)))))
        .isEqualTo(reply);
  }

  @Test
  void headerRulesSayNothingAtRcpt() {
    Barring barring = barring(HEADER_RULES);
    MailAddress alice = MailAddress.parse("alice@example.org");
    assertThat(barring.ofRecipient(source("192.0.2.1", "x", "<a@b.example>"), alice)).isEmpty();
    assertThat(text(barring.ofRecipient(source("192.0.2.1", "x", "<a@barred.example>"), alice)))
        .isEqualTo("550 5.7.1 at RCPT");
  }

  @Test
  void aMailIsNotReadWithoutNeed() throws IOException {
    MailContent missing = MailContent.in(Path.of("missing"), 10);
    List<MailAddress> recipients = List.of(MailAddress.parse("alice@example.org"));
    assertThat(barring(RULES).ofMail(source("192.0.2.1", "x", "<>"), recipients, missing))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "rules:", "rules: []"})
  void aFileWithoutRulesBarsNobody(String yaml) {
    assertThat(valid(yaml).size()).isZero();
  }

  @Test
  void aFileThatIsNotThereBarsNobody(@TempDir Path directory) throws IOException {
    assertThat(BarringFile.read(directory.resolve("none.yaml")))
        .isEqualTo(new Valid<>(BarringRules.NONE));
  }

  @Test
  void theShippedFileBarsNobodyAndItsExamplesAreRules() throws IOException {
    String shipped = Files.readString(SHIPPED);
    assertThat(valid(shipped).size()).isZero();
    assertThat(valid(shipped.replace("enabled: false\n", "enabled: true\n")).size()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[]|b.yaml:1: is not a mapping",
        "rule: []|b.yaml:1: rule: unknown key; use only rules",
        "rules: {}|b.yaml:1: rules: is not a list",
        "rules: [x]|b.yaml:1: rules[0]: is not a mapping",
        "rules: [{action: refuse, text: x}]|rules[0]: matches every mail; add one of client",
        "rules: [{helo: x}]|rules[0]: has no action",
        "rules: [{helo: x, action: drop}]|rules[0].action: 'drop': not one of refuse, allow",
        "rules: [{helo: x, action: refuse}]|rules[0]: has no text; add 'text:'",
        "rules: [{helo: x, action: refuse, text: \"a\\r\\nb\"}]|rules[0].text: 'a??b': not a line",
        "rules: [{helo: x, action: refuse, text: ü}]|rules[0].text: 'ü': not a line",
        "rules: [{helo: x, action: refuse, text: x, code: 551}]|rules[0].code: '551': not one of",
        "rules: [{helo: x, action: allow, text: x}]|rules[0].text: is not for allow; remove it",
        "rules: [{helo: x, action: allow, enabled: maybe}]|rules[0].enabled: 'maybe': not one of",
        "rules: [{helo: [], action: allow}]|rules[0].helo: is an empty list",
        "rules: [{helo: , action: allow}]|rules[0].helo: is not a text",
        "rules: [{helo: \"\", action: allow}]|rules[0].helo: '': a pattern has 1 to 255",
        "rules: [{client: x, action: allow}]|rules[0].client: 'x': 'x' is not an IP address",
        "rules: [{client: [192.0.2.1, 192.0.2.0/33], action: allow}]|rules[0].client[1]: ",
        "rules: [{client: 256.0.0.1, action: allow}]|rules[0].client: '256.0.0.1': ",
        "rules: [{sender: <a@b>, action: allow}]|rules[0].sender: '<a@b>': an address in angle",
        "rules: [{recipient: <>, action: allow}]|rules[0].recipient: '<>': no recipient is <>",
        "rules: [{header: x, action: allow}]|rules[0].header: is not a mapping",
        "rules: [{header: {name: x}, action: allow}]|rules[0].header: has no value",
        "rules: [{header: {name: \"a:\", value: x}, action: allow}]|rules[0].header.name: 'a:': ",
        "rules: [{helo: x, helo: y, action: allow}]|rules[0].helo: the key is there twice",
        "rules: [{helo: *x, action: allow}]|b.yaml:1: not YAML: ",
      })
  void reports(String yaml, String problem) {
    assertThat(problems(yaml)).hasSize(1);
    assertThat(problems(yaml).getFirst()).contains(problem).startsWith("b.yaml:1: ");
  }

  @Test
  void reportsAllAtOnceWithTheirLines() {
    assertThat(problems("rules:\n  - helo: x\n    action: no\n  - client: y\n    action: allow\n"))
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("b.yaml:3: rules[0].action"),
            second -> assertThat(second).startsWith("b.yaml:4: rules[1].client"));
  }

  @Property
  void anyTextIsEitherValidOrReportedOnOneLineEach(@ForAll String yaml) {
    if (BarringFile.parse("b.yaml", yaml) instanceof Invalid<BarringRules> invalid) {
      assertThat(invalid.problems()).isNotEmpty();
      assertThat(invalid.problems()).noneMatch(p -> p.toString().matches("(?s).*\\p{Cntrl}.*"));
    }
  }
}
