package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.LocalRecipient.MailboxFound;
import org.dromedary.routing.LocalRecipient.Unknown;
import org.dromedary.routing.TableResult.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalRecipientsTest {
  private static final String FILE =
      """
      mailboxes:
        - address: alice
        - address: alice@example.net
          directory: example.net/alice
        - address: alice+lists
        - address: jürgen
          directory: juergen
      """;

  private static final LocalRecipients RECIPIENTS =
      ((Valid<LocalRecipients>)
              MailboxesFile.parse(
                  "m.yaml",
                  FILE,
                  Set.of(
                      Domain.parse("example.org"),
                      Domain.parse("example.net"),
                      Domain.parse("bücher.example")),
                  new EndpointSchemes(Set.of())))
          .value();

  private static LocalRecipient lookup(String address) {
    return RECIPIENTS.lookup(MailAddress.parse(address));
  }

  @ParameterizedTest
  @CsvSource({
    "alice@example.org, alice",
    "ALICE@EXAMPLE.ORG, alice",
    "\"alice\"@example.org, alice",
    "\"al\\ice\"@example.org, alice",
    "alice@example.net, example.net/alice",
    "alice+tag@example.org, alice",
    "alice+tag+more@example.org, alice",
    "alice+tag@example.net, example.net/alice",
    "alice+lists@example.org, alice+lists",
    "Alice+Lists@example.org, alice+lists",
    "alice@bücher.example, alice",
    "alice@xn--bcher-kva.example, alice",
    "JÜRGEN@example.org, juergen",
    "ju\u0308rgen@example.org, juergen",
    "postmaster@example.org, postmaster",
    "POSTMASTER@bücher.example, postmaster",
    "postmaster+x@example.org, postmaster",
  })
  void findsTheMailbox(String address, String directory) {
    assertThat(lookup(address))
        .isInstanceOfSatisfying(
            MailboxFound.class, found -> assertThat(found.mailbox().place()).isEqualTo(directory));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob@example.org",
        "alice@elsewhere.example",
        "postmaster@elsewhere.example",
        "postmaster@[127.0.0.1]",
        "+alice@example.org",
        "alice%elsewhere.example@example.org",
        "alice+%@example.org",
        "elsewhere.example!alice@example.org",
        "\"alice@elsewhere.example\"@example.org",
        "\"@elsewhere.example:alice\"@example.org",
        "\"\"@example.org",
        "\"alice \"@example.org",
      })
  void knowsNoOther(String address) {
    assertThat(lookup(address)).isEqualTo(new Unknown());
  }

  @Test
  void anAddressLiteralIsLocalOnlyWhenListed() {
    LocalRecipients recipients =
        LocalRecipients.postmasterOnly(Set.of(Domain.parse("[127.0.0.1]")));
    assertThat(recipients.lookup(MailAddress.parse("postmaster@[127.0.0.1]")))
        .isInstanceOf(MailboxFound.class);
    assertThat(recipients.isLocal(Domain.parse("[127.0.0.2]"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "alice@example.org, org/alice",
    "alice@example.net, org/alice",
    "alice+tag@example.net, org/alice",
    "bob@example.org, bob",
    "bob@example.net, net/bob",
    "carol@example.net, carol",
    "zoe@example.org, anybody",
    "zoe+tag@example.org, anybody",
    "zoe@example.net, anybody",
    "postmaster@example.net, postmaster",
    "zoe@example.info, none",
    "\"zoe%a\"@example.org, none"
  })
  void aDomainMayBeCalledOtherwiseAndHaveAnybody(String address, String directory) {
    String file =
        """
        domains: [{name: example.net, alias-of: example.org}]
        mailboxes:
          - {address: alice, directory: every/alice}
          - {address: alice@example.org, directory: org/alice}
          - {address: bob}
          - {address: bob@example.net, directory: net/bob}
          - {address: carol}
          - {address: "@example.org", directory: anybody}
        """;
    Set<Domain> local =
        Set.of(
            Domain.parse("example.org"), Domain.parse("example.net"), Domain.parse("example.info"));
    LocalRecipients recipients =
        ((Valid<LocalRecipients>)
                MailboxesFile.parse("m.yaml", file, local, new EndpointSchemes(Set.of())))
            .value();
    assertThat(
            recipients.lookup(MailAddress.parse(address)) instanceof MailboxFound found
                ? found.mailbox().place()
                : "none")
        .isEqualTo(directory);
  }
}
