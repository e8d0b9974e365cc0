package org.dromedary.routing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.Notify;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.routing.RoutingDecision.Archived;
import org.dromedary.routing.RoutingDecision.Held;
import org.dromedary.routing.RoutingDecision.Local;
import org.dromedary.routing.RoutingDecision.Loop;
import org.dromedary.routing.RoutingDecision.NoSuchMailbox;
import org.dromedary.routing.RoutingDecision.Remote;
import org.dromedary.routing.RoutingDecision.SentToOthers;
import org.dromedary.routing.TableResult.Valid;
import org.junit.jupiter.api.Test;

class DestinationsTest {
  private static final Set<Domain> LOCAL = Set.of(Domain.parse("example.org"));
  private static final Mailbox.Kept ALICE = new Mailbox.Kept("alice", "alice");
  private static final Mailbox.Kept BOB = new Mailbox.Kept("bob", "bob");
  private static final String FILE =
      """
      mailboxes: [{address: alice}, {address: bob}]
      aliases:
        - address: info
          to: [alice@example.org, Far@elsewhere.example]
        - address: all
          to: [info@example.org, bob@example.org, far@elsewhere.example]
      """;

  private static final String RULES =
      """
      rules:
        - {name: archive, recipient: "*@elsewhere.example", action: copy-to, to: [alice@example.org, safe@archive.example]}
        - {name: old, recipient: "x@elsewhere.example", action: redirect, to: [y@elsewhere.example, bob@example.org]}
        - {name: here, recipient: here.example, action: local}
        - {name: kept back, recipient: waits.example, action: hold}
        - {name: to b, recipient: a@loop.example, action: redirect, to: b@loop.example}
        - {name: to a, recipient: b@loop.example, action: redirect, to: a@loop.example}
        - {name: away, recipient: away.example, action: redirect, to: gone@example.org}
        - {name: tests, client: 192.0.2.0/24, action: redirect, to: dev@tests.example}
      """;

  private static final RemoteWay.Sent BY_DEFAULT = new RemoteWay.MailExchangers(HostAccess.DEFAULT);

  private final AtomicReference<RoutingTable> table =
      new AtomicReference<>(RoutingTable.empty(BY_DEFAULT));
  private final AtomicReference<LocalRecipients> current =
      new AtomicReference<>(
          ((Valid<LocalRecipients>)
                  MailboxesFile.parse("m.yaml", FILE, LOCAL, new EndpointSchemes(Set.of())))
              .value());
  private final List<String> made = new ArrayList<>();
  private final UnknownUsers unknownUsers =
      new UnknownUsers(
          address -> requireNonNull(current.get()).undelivered(address.domain()),
          (address, template) -> {
            made.add(address + " like " + template);
            return requireNonNull(current.get()).wouldMake(address, template);
          });
  private final Destinations destinations = destinations(Optional.empty());

  private void unknownUsers(String domains) {
    current.set(
        ((Valid<LocalRecipients>)
                MailboxesFile.parse("m.yaml", domains + FILE, LOCAL, new EndpointSchemes(Set.of())))
            .value());
  }

  @Test
  void mailForUnknownUsersGoesToOthers() {
    unknownUsers(
        "domains: [{name: example.org, unknown-users: 'forward bob@example.org, x@y.example'}]\n");
    assertThat(route(destinations, "192.0.2.1", true, all("nobody@example.org")))
        .containsExactly(new Local(to("bob@example.org"), BOB), new Remote(to("x@y.example")));
  }

  @Test
  void orToTheSameUserElsewhere() {
    unknownUsers("domains: [{name: example.org, unknown-users: re-address new.example}]\n");
    assertThat(route(destinations, "192.0.2.1", true, all("nobody@example.org")))
        .containsExactly(new Remote(to("nobody@new.example")));
  }

  @Test
  void orOutAsItIs() {
    unknownUsers("domains: [{name: example.org, unknown-users: outbox}]\n");
    assertThat(route(destinations, "192.0.2.1", true, all("nobody@example.org")))
        .containsExactly(new Remote(to("nobody@example.org")));
  }

  @Test
  void orIntoAMailboxThatIsMade() {
    unknownUsers("domains: [{name: example.org, unknown-users: create alice}]\n");
    assertThat(route(destinations, "192.0.2.1", true, all("new@example.org", "a%b@example.org")))
        .containsExactly(
            new Local(
                to("new@example.org"), new Mailbox.Kept("new@example.org", "new@example.org")),
            new NoSuchMailbox(to("a%b@example.org")));
    assertThat(made).containsExactly("new@example.org like alice", "a%b@example.org like alice");
  }

  @Test
  void orNowhere() {
    unknownUsers("domains: [{name: example.org, unknown-users: report}]\n");
    assertThat(route(destinations, "192.0.2.1", true, all("nobody@example.org")))
        .containsExactly(new NoSuchMailbox(to("nobody@example.org")));
  }

  private Destinations destinations(Optional<Archive> archive) {
    return new Destinations(
        address -> LOCAL.contains(address.domain()) ? Destination.LOCAL : Destination.REMOTE,
        address -> requireNonNull(current.get()).lookupAsLocal(address),
        unknownUsers,
        current::get,
        table::get,
        archive);
  }

  private List<RoutingDecision> route(Recipient... recipients) {
    return route(destinations, "198.51.100.1", true, recipients);
  }

  private static List<RoutingDecision> route(
      Destinations destinations, String client, boolean copies, Recipient... recipients) {
    RoutingFacts.Origin origin =
        new RoutingFacts.Origin(
            ReversePath.NULL, IpNetwork.address(client), "smtp", Optional.empty());
    return destinations.route(
        new RoutingFacts(origin, 0, MailContent.of(new byte[0])), List.of(recipients), copies);
  }

  private static Recipient to(String address) {
    return Recipient.parse("<" + address + ">");
  }

  private static Recipient[] all(String... addresses) {
    return Stream.of(addresses).map(DestinationsTest::to).toArray(Recipient[]::new);
  }

  private static Recipient copyTo(String address) {
    return new Recipient(to(address).forwardPath(), Optional.of(Notify.never()), Optional.empty());
  }

  private static MailAddress address(String text) {
    return MailAddress.parse(text);
  }

  private void useRules() {
    table.set(((Valid<RoutingTable>) RoutingTableFile.parse("r.yaml", RULES, BY_DEFAULT)).value());
  }

  @Test
  void tellsLocalRemoteAndUnknownApart() {
    assertThat(route(all("x@elsewhere.example", "alice@example.org", "x@example.org")))
        .containsExactly(
            new Remote(to("x@elsewhere.example")),
            new Local(to("alice@example.org"), ALICE),
            new NoSuchMailbox(to("x@example.org")));
  }

  @Test
  void expandsAliasesOfAliasesWithoutServingAnyoneTwice() {
    assertThat(route(all("ALL@example.org", "Bob@example.org")))
        .containsExactlyInAnyOrder(
            new Local(to("Bob@example.org"), BOB),
            new Local(to("alice@example.org"), ALICE),
            new Remote(to("far@elsewhere.example")),
            new Remote(to("Far@elsewhere.example")));
  }

  @Test
  void keepsTheWrittenAddressOfASubaddressedRecipient() {
    assertThat(route(all("alice+a@example.org", "alice+b@example.org")))
        .containsExactly(
            new Local(to("alice+a@example.org"), ALICE),
            new Local(to("alice+b@example.org"), ALICE));
  }

  @Test
  void aLoopOfAliasesIsToldToTheSender() {
    LocalName a = LocalName.parse("a@example.org");
    LocalName b = LocalName.parse("b@example.org");
    current.set(
        new LocalRecipients(
            LOCAL,
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(
                a, new LocalRecipient.AliasFound(List.of(to("b@example.org").address())),
                b, new LocalRecipient.AliasFound(List.of(to("a@example.org").address())))));
    assertThat(route(to("a@example.org"))).containsExactly(new Loop(to("a@example.org")));
  }

  @Test
  void seesTheValueThatWasSwappedIn() {
    current.set(LocalRecipients.postmasterOnly(LOCAL));
    assertThat(route(to("alice@example.org")))
        .containsExactly(new NoSuchMailbox(to("alice@example.org")));
  }

  @Test
  void aRuleRedirectsToOthersOfWhichEachHasAWay() {
    useRules();
    assertThat(route(destinations, "198.51.100.1", false, to("x@elsewhere.example")))
        .containsExactly(
            new SentToOthers(
                to("x@elsewhere.example"),
                "old",
                List.of(address("y@elsewhere.example"), address("bob@example.org")),
                false),
            new Remote(to("y@elsewhere.example")),
            new Local(to("bob@example.org"), BOB));
  }

  @Test
  void aRuleCopiesAndTheRulesBehindItDecide() {
    useRules();
    List<MailAddress> others =
        List.of(address("alice@example.org"), address("safe@archive.example"));
    assertThat(route(all("u@elsewhere.example", "v@elsewhere.example")))
        .containsExactly(
            new SentToOthers(to("u@elsewhere.example"), "archive", others, true),
            new Remote(to("u@elsewhere.example")),
            new SentToOthers(to("v@elsewhere.example"), "archive", others, true),
            new Remote(to("v@elsewhere.example")),
            new Local(copyTo("alice@example.org"), ALICE),
            new Remote(copyTo("safe@archive.example")));
  }

  @Test
  void whoIsARecipientGetsNoCopyAsWell() {
    useRules();
    assertThat(route(all("u@elsewhere.example", "info@example.org")))
        .contains(new Local(to("alice@example.org"), ALICE))
        .doesNotContain(new Local(copyTo("alice@example.org"), ALICE));
  }

  @Test
  void aMailThatWasRoutedBeforeIsNotCopiedAgain() {
    useRules();
    assertThat(route(destinations, "198.51.100.1", false, to("u@elsewhere.example")))
        .containsExactly(new Remote(to("u@elsewhere.example")));
  }

  @Test
  void aRuleKeepsMailHereOrBack() {
    useRules();
    assertThat(route(all("alice@here.example", "zoe@here.example", "u@waits.example")))
        .containsExactly(
            new Local(to("alice@here.example"), ALICE),
            new NoSuchMailbox(to("zoe@here.example")),
            new Held(to("u@waits.example")));
  }

  @Test
  void redirectionsInACircleAreToldToTheSender() {
    useRules();
    assertThat(route(to("a@loop.example")).getLast()).isEqualTo(new Loop(to("a@loop.example")));
  }

  @Test
  void aRedirectionToNobodyIsToldToTheSender() {
    useRules();
    assertThat(route(to("u@away.example"))).contains(new NoSuchMailbox(to("gone@example.org")));
  }

  @Test
  void aRedirectionOfAllMailEndsAtItsTarget() {
    useRules();
    assertThat(route(destinations, "192.0.2.1", false, to("u@anywhere.example")))
        .endsWith(new Remote(to("dev@tests.example")));
  }

  @Test
  void allMailToOthersIsArchivedOnce() {
    Destinations archiving =
        destinations(Optional.of(new Archive(address("alice@example.org"), false)));
    assertThat(route(archiving, "198.51.100.1", true, all("u@a.example", "u@b.example")))
        .containsExactly(
            new Remote(to("u@a.example")),
            new Remote(to("u@b.example")),
            new Archived(copyTo("alice@example.org"), ALICE));
    assertThat(route(archiving, "198.51.100.1", false, all("u@a.example")))
        .containsExactly(new Remote(to("u@a.example")));
    assertThat(route(archiving, "198.51.100.1", true, all("bob@example.org")))
        .containsExactly(new Local(to("bob@example.org"), BOB));
    assertThat(route(archiving, "198.51.100.1", true, all("alice@example.org", "u@a.example")))
        .containsExactly(
            new Remote(to("u@a.example")), new Archived(copyTo("alice@example.org"), ALICE));
  }

  @Test
  void incomingMailIsArchivedIfThatIsWanted() {
    Destinations archiving =
        destinations(Optional.of(new Archive(address("alice@example.org"), true)));
    assertThat(route(archiving, "198.51.100.1", true, all("bob@example.org", "no@example.org")))
        .containsExactly(
            new Local(to("bob@example.org"), BOB),
            new NoSuchMailbox(to("no@example.org")),
            new Archived(copyTo("alice@example.org"), ALICE));
    assertThat(route(archiving, "198.51.100.1", true, all("alice@example.org")))
        .containsExactly(new Local(to("alice@example.org"), ALICE));
  }

  @Test
  void oneMailboxIsServedOnceWhateverItsDomainIsCalled() {
    Set<Domain> local = Set.of(Domain.parse("example.org"), Domain.parse("example.net"));
    current.set(
        ((Valid<LocalRecipients>)
                MailboxesFile.parse(
                    "m.yaml",
                    "domains: [{name: example.net, alias-of: example.org}]\n"
                        + "mailboxes: [{address: alice}]",
                    local,
                    new EndpointSchemes(Set.of())))
            .value());
    Destinations both =
        new Destinations(
            a -> Destination.LOCAL,
            a -> requireNonNull(current.get()).lookupAsLocal(a),
            unknownUsers,
            current::get,
            table::get,
            Optional.empty());
    assertThat(route(both, "192.0.2.1", true, all("alice@example.net", "alice@example.org")))
        .containsExactly(new Local(to("alice@example.net"), ALICE));
  }
}
