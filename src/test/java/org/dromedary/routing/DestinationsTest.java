package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Recipient;
import org.dromedary.routing.RoutingDecision.Local;
import org.dromedary.routing.RoutingDecision.NoSuchMailbox;
import org.dromedary.routing.RoutingDecision.Remote;
import org.dromedary.routing.TableResult.Valid;
import org.junit.jupiter.api.Test;

class DestinationsTest {
  private static final Set<Domain> LOCAL = Set.of(Domain.parse("example.org"));
  private static final Mailbox ALICE = new Mailbox("alice", "alice");
  private static final Mailbox BOB = new Mailbox("bob", "bob");
  private static final String FILE =
      """
      mailboxes: [{address: alice}, {address: bob}]
      aliases:
        - address: info
          to: [alice@example.org, Far@elsewhere.example]
        - address: all
          to: [info@example.org, bob@example.org, far@elsewhere.example]
      """;

  private final AtomicReference<LocalRecipients> current =
      new AtomicReference<>(
          ((Valid<LocalRecipients>) MailboxesFile.parse("m.yaml", FILE, LOCAL)).value());
  private final Destinations destinations =
      new Destinations(
          current::get,
          address -> LOCAL.contains(address.domain()) ? Destination.LOCAL : Destination.REMOTE);

  private static Recipient to(String address) {
    return Recipient.parse("<" + address + ">");
  }

  private static List<Recipient> all(String... addresses) {
    return Stream.of(addresses).map(DestinationsTest::to).toList();
  }

  @Test
  void tellsLocalRemoteAndUnknownApart() {
    assertThat(destinations.route(all("x@elsewhere.example", "alice@example.org", "x@example.org")))
        .containsExactly(
            new Remote(to("x@elsewhere.example")),
            new Local(to("alice@example.org"), ALICE),
            new NoSuchMailbox(to("x@example.org")));
  }

  @Test
  void expandsAliasesOfAliasesWithoutServingAnyoneTwice() {
    assertThat(destinations.route(all("ALL@example.org", "Bob@example.org")))
        .containsExactlyInAnyOrder(
            new Local(to("Bob@example.org"), BOB),
            new Local(to("alice@example.org"), ALICE),
            new Remote(to("far@elsewhere.example")),
            new Remote(to("Far@elsewhere.example")));
  }

  @Test
  void keepsTheWrittenAddressOfASubaddressedRecipient() {
    assertThat(destinations.route(all("alice+a@example.org", "alice+b@example.org")))
        .containsExactly(
            new Local(to("alice+a@example.org"), ALICE),
            new Local(to("alice+b@example.org"), ALICE));
  }

  @Test
  void aTableWithALoopEndsAllTheSame() {
    LocalName a = LocalName.parse("a@example.org");
    LocalName b = LocalName.parse("b@example.org");
    current.set(
        new LocalRecipients(
            LOCAL,
            Map.of(
                a, new LocalRecipient.AliasFound(List.of(to("b@example.org").address())),
                b, new LocalRecipient.AliasFound(List.of(to("a@example.org").address())))));
    assertThat(destinations.route(to("a@example.org"))).isEmpty();
  }

  @Test
  void seesTheValueThatWasSwappedIn() {
    current.set(LocalRecipients.postmasterOnly(LOCAL));
    assertThat(destinations.route(to("alice@example.org")))
        .containsExactly(new NoSuchMailbox(to("alice@example.org")));
  }
}
