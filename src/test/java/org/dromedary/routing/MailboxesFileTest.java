package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.LocalRecipient.AliasFound;
import org.dromedary.routing.LocalRecipient.MailboxFound;
import org.dromedary.routing.LocalRecipient.Unknown;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxesFileTest {
  private static final EndpointSchemes ENDPOINTS = new EndpointSchemes(Set.of("direct", "jms"));

  private static final Set<Domain> LOCAL =
      Set.of(Domain.parse("example.org"), Domain.parse("example.net"), Domain.parse("example.com"));
  private static final Path SHIPPED = Path.of("routes/mailboxes.yaml");

  private static TableResult<LocalRecipients> parse(String yaml) {
    return MailboxesFile.parse("m.yaml", yaml, LOCAL, ENDPOINTS);
  }

  private static LocalRecipients valid(String yaml) {
    TableResult<LocalRecipients> result = parse(yaml);
    assertThat(result).isInstanceOf(Valid.class);
    return ((Valid<LocalRecipients>) result).value();
  }

  private static List<String> problems(String yaml) {
    TableResult<LocalRecipients> result = parse(yaml);
    assertThat(result).isInstanceOf(Invalid.class);
    return ((Invalid<LocalRecipients>) result)
        .problems().stream()
            .map(FileProblem::toString)
            .map(text -> text.replaceFirst(":([0-9]+):[0-9]+: ", ":$1: "))
            .toList();
  }

  private static LocalRecipient lookup(LocalRecipients recipients, String address) {
    return recipients.lookup(MailAddress.parse(address));
  }

  @Test
  void readsMailboxesAndAliases() {
    LocalRecipients recipients =
        valid(
            """
            mailboxes:
              - address: Alice
              - address: bob@example.org
                directory: example.org/bob
            aliases:
              - address: info@example.org
                to: [alice@example.org, someone@elsewhere.example]
            """);
    assertThat(lookup(recipients, "alice@example.net"))
        .isEqualTo(new MailboxFound(new Mailbox.Kept("alice", "alice")));
    assertThat(lookup(recipients, "bob@example.org"))
        .isEqualTo(new MailboxFound(new Mailbox.Kept("bob@example.org", "example.org/bob")));
    assertThat(lookup(recipients, "bob@example.net")).isEqualTo(new Unknown());
    assertThat(lookup(recipients, "info@example.org"))
        .isEqualTo(
            new AliasFound(
                List.of(
                    MailAddress.parse("alice@example.org"),
                    MailAddress.parse("someone@elsewhere.example"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "mailboxes:\naliases:\n", "mailboxes: []\n"})
  void anEmptyFileHasJustPostmaster(String yaml) {
    assertThat(lookup(valid(yaml), "Postmaster@example.net"))
        .isEqualTo(new MailboxFound(new Mailbox.Kept("postmaster", "postmaster")));
  }

  @Test
  void anAbsentFileHasJustPostmaster(@TempDir Path directory) throws IOException {
    TableResult<LocalRecipients> result =
        MailboxesFile.read(directory.resolve("none.yaml"), LOCAL, ENDPOINTS);
    assertThat(result).isInstanceOf(Valid.class);
    assertThat(lookup(((Valid<LocalRecipients>) result).value(), "postmaster@example.org"))
        .isInstanceOf(MailboxFound.class);
  }

  @Test
  void theShippedFileIsValid() throws IOException {
    assertThat(MailboxesFile.read(SHIPPED, Set.of(), ENDPOINTS)).isInstanceOf(Valid.class);
  }

  @Test
  void theExampleInTheShippedFileIsValid() throws IOException {
    String example =
        Files.readAllLines(SHIPPED).stream()
            .dropWhile(line -> !line.equals("#   domains:"))
            .takeWhile(line -> line.startsWith("#   "))
            .map(line -> line.substring(4))
            .collect(Collectors.joining("\n"));
    LocalRecipients recipients = valid(example);
    assertThat(lookup(recipients, "bob@example.net")).isInstanceOf(MailboxFound.class);
    assertThat(lookup(recipients, "abuse@example.org")).isInstanceOf(AliasFound.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          directory: shared/a            | shared/a
          lmtp: store.example            | lmtp store.example:24
          lmtp: [a.example, 'b:2424']    | lmtp a.example:24, then b:2424
          queue: tickets                 | endpoint jms:queue:tickets
          endpoint: 'direct:crm?a=b'     | endpoint direct:crm
          """)
  void aMailboxMayBeElsewhere(String kind, String place) {
    LocalRecipients recipients = valid("mailboxes: [{address: a, " + kind + "}]");
    assertThat(lookup(recipients, "a@example.org"))
        .isInstanceOfSatisfying(
            MailboxFound.class, found -> assertThat(found.mailbox().place()).isEqualTo(place));
  }

  @Test
  void aMailboxForwardsAndKeepsACopy() {
    LocalRecipients recipients =
        valid("mailboxes: [{address: a, forward-to: [b@x.example, c@example.org]}, {address: c}]");
    assertThat(lookup(recipients, "a@example.org"))
        .isEqualTo(
            new MailboxFound(
                new Mailbox.Kept("a", "a"),
                List.of(MailAddress.parse("b@x.example"), MailAddress.parse("c@example.org"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          domains: [{name: example.org}]                     | domains[0]: says nothing of the domain
          domains: [{name: example.org, unknown-users: x}]   | domains[0].unknown-users: 'x': not an action; write refuse, report
          domains: [{name: example.org, unknown-users: "forward x@example.org"}] | unknown-users of example.org: 'x@example.org' is not known here
          domains: [{name: example.org, unknown-users: re-address example.org}] | unknown-users of example.org: that is the domain itself
          domains: [{name: example.org, unknown-users: create x}] | unknown-users of example.org: there is no mailbox 'x'
          mailboxes: [{address: a, lmtp: []}]                | mailboxes[0].lmtp:
          mailboxes: [{address: a, lmtp: "b c"}]             | mailboxes[0].lmtp: 'b c': 'b c' is not host:port
          mailboxes: [{address: a, queue: mail.ingress}]     | mailboxes[0].queue: 'mail.ingress': not the name of a queue for mailboxes
          mailboxes: [{address: a, queue: "b?c=d"}]          | mailboxes[0].queue: 'b?c=d': not the name
          mailboxes: [{address: a, endpoint: "exec:rm"}]     | mailboxes[0].endpoint: 'exec:rm': 'exec:' is none of direct, jms
          mailboxes: [{address: a, endpoint: tickets}]       | mailboxes[0].endpoint: 'tickets': not the URI of an endpoint
          mailboxes: [{address: a, queue: b, directory: c}]  | mailboxes[0]: is both directory and queue
          mailboxes: [{address: a, forward-to: b@example.org}] | mailboxes[0]: target 'b@example.org' is not known here
          mailbox: []                                        | m.yaml:1: mailbox: unknown key; use only domains, mailboxes, aliases
          - alice                                            | m.yaml:1: is not a mapping
          mailboxes: alice                                   | m.yaml:1: mailboxes: is not a list
          mailboxes: [alice]                                 | m.yaml:1: mailboxes[0]: is not a mapping
          mailboxes: [{address: 7}]                          | m.yaml:1: mailboxes[0].address: is not a text
          mailboxes: [{adress: a}]                           | m.yaml:1: mailboxes[0].adress: unknown key
          mailboxes: [{directory: a}]                        | m.yaml:1: mailboxes[0]: has no address
          mailboxes: [{address: a, address: b}]              | m.yaml:1: mailboxes[0].address: the key is there twice
          mailboxes: [{address: a b}]                        | mailboxes[0].address: 'a b': invalid local part
          mailboxes: [{address: a%b}]                        | mailboxes[0].address: 'a%b': quotes and any of
          mailboxes: [{address: a!b}]                        | mailboxes[0].address: 'a!b': quotes and any of
          mailboxes: [{address: a/b}]                        | mailboxes[0].address: 'a/b': quotes and any of
          mailboxes: [{address: a@}]                         | mailboxes[0].address: 'a@': domain name is empty
          mailboxes: [{address: a@elsewhere.example}]        | mailboxes[0]: 'a@elsewhere.example' is not in a local domain
          mailboxes: [{address: ä}]                          | mailboxes[0]: 'ä' cannot be the name of a directory
          mailboxes: [{address: a, directory: ../b}]         | mailboxes[0].directory: '../b': not a safe directory
          mailboxes: [{address: a, directory: /b}]           | mailboxes[0].directory: '/b': not a safe directory
          mailboxes: [{address: a, directory: b/.c}]         | mailboxes[0].directory: 'b/.c': not a safe directory
          mailboxes: [{address: a, directory: "b\\0c"}]      | mailboxes[0].directory: 'b?c': not a safe directory
          mailboxes: [{address: a}, {address: A}]            | mailboxes[1]: 'a' is already in line 1; keep one
          mailboxes: [{address: a}, {address: b, directory: A}]       | mailboxes[1]: directory 'A' is that of 'a'
          mailboxes: [{address: a}, {address: b, directory: a/b}]     | mailboxes[1]: directory 'a/b' is that of 'a'
          mailboxes: [{address: b, directory: a/b}, {address: a}]     | mailboxes[1]: directory 'a' is that of 'b'
          mailboxes: [{address: a, directory: postmaster}]   | mailboxes[0]: directory 'postmaster' is that of 'postmaster'
          aliases: [{address: a}]                            | aliases[0]: has no to
          aliases: [{address: a, to: []}]                    | aliases[0].to: names no address
          aliases: [{address: a, to: b@x.example}]           | aliases[0].to: is not a list
          aliases: [{address: a, to: [b]}]                   | aliases[0].to[0]: 'b': address has no domain; write user@domain
          aliases: [{address: a, to: [b@example.org]}]       | aliases[0]: target 'b@example.org' is not known here
          aliases: [{address: a, to: [A@example.org]}]       | aliases[0]: the alias leads back to itself; break the loop
          aliases: [{address: a, to: [a+b@example.org]}]     | aliases[0]: the alias leads back to itself
          mailboxes: [{address: "@example.org"}]             | mailboxes[0]: '@example.org' cannot be the name of a directory
          mailboxes: [{address: "@b.example", directory: b}] | mailboxes[0]: '@b.example' is not in a local domain
          mailboxes: [{address: "@", directory: b}]          | mailboxes[0].address: '@': domain name is empty
          aliases: [{address: "@example.org", to: [a@example.org]}]  | aliases[0]: the alias leads back to itself
          domains: [{name: b.example, alias-of: example.org}]        | domains[0].name: 'b.example': not a local domain
          domains: [{name: example.net, alias-of: b.example}]        | domains[0].alias-of: 'b.example': not a local domain
          domains: [{name: example.net, alias-of: example.net}]      | domains[0]: 'example.net' is an alias itself
          domains: [{name: example.net, alias-of: example.org}, {name: example.net, alias-of: example.org}] | domains[1]: the domain is there twice
          mailboxes: [                                       | not YAML
          mailboxes: *x                                      | not YAML
          """)
  void refusesWithPlaceAndReason(String yaml, String problem) {
    assertThat(problems(yaml)).anySatisfy(found -> assertThat(found).contains(problem));
  }

  @Test
  void reportsEverythingAtOnceWithItsLine() {
    List<String> problems =
        problems(
            """
            mailboxes:
              - address: alice
                directry: x
              - address: alice
                directory: ..
            aliases:
              - address: one
                to: [two@example.org]
              - address: two
                to: [one@example.org]
            user: []
            """);
    assertThat(problems)
        .hasSize(5)
        .anyMatch(p -> p.startsWith("m.yaml:3: mailboxes[0].directry: unknown key"))
        .anyMatch(p -> p.startsWith("m.yaml:5: mailboxes[1].directory: '..'"))
        .anyMatch(p -> p.startsWith("m.yaml:7: aliases[0]: the alias leads back to itself"))
        .anyMatch(p -> p.startsWith("m.yaml:9: aliases[1]: the alias leads back to itself"))
        .anyMatch(p -> p.startsWith("m.yaml:11: user: unknown key"));
  }

  @Test
  void boundsWhatAnAliasReaches() {
    String targets =
        IntStream.rangeClosed(0, AliasCheck.MAXIMUM_ADDRESSES)
            .mapToObj(i -> "u" + i + "@elsewhere.example")
            .collect(Collectors.joining(", "));
    assertThat(problems("aliases: [{address: all, to: [" + targets + "]}]"))
        .singleElement()
        .asString()
        .contains("reaches more than 1000 addresses");
  }

  @Test
  void thePostmasterOfOneDomainMayShareWithThatOfAll() {
    assertThat(
            lookup(
                valid("mailboxes: [{address: postmaster@example.org}]"), "postmaster@example.net"))
        .isEqualTo(new MailboxFound(new Mailbox.Kept("postmaster", "postmaster")));
  }

  @Test
  void reportsAFileThatIsNotUtf8(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("m.yaml");
    Files.write(file, "# \u00e4".getBytes(StandardCharsets.ISO_8859_1));
    TableResult<LocalRecipients> result = MailboxesFile.read(file, LOCAL, ENDPOINTS);
    assertThat(((Invalid<LocalRecipients>) result).problems().getFirst().problem())
        .isEqualTo("not UTF-8");
  }

  @Property
  void anyTextIsEitherValidOrReportedOnOneLineEach(@ForAll String yaml) {
    if (parse(yaml) instanceof Invalid<LocalRecipients> invalid) {
      assertThat(invalid.problems()).isNotEmpty();
      assertThat(invalid.problems())
          .allSatisfy(
              problem -> assertThat(problem.toString().chars()).noneMatch(Character::isISOControl));
    }
  }

  @Property
  void anyAddressIsEitherRefusedOrStaysBelowTheMailboxes(@ForAll String address) {
    String quoted = "\"" + address.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    if (parse("mailboxes: [{address: " + quoted + "}]") instanceof Valid<LocalRecipients> valid
        && lookup(valid.value(), "x@example.org") instanceof MailboxFound found
        && found.mailbox() instanceof Mailbox.Kept kept) {
      Path root = Path.of("/mailboxes");
      assertThat(root.resolve(kept.directory()).normalize()).startsWith(root);
    }
  }
}
