package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.RecipientDecision.AcceptedForRelay;
import org.dromedary.routing.RecipientDecision.AcceptedLocal;
import org.dromedary.routing.RecipientDecision.RelayDenied;
import org.dromedary.routing.RecipientDecision.UnknownRecipient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientPolicyTest {
  private static final LocalRecipients RECIPIENTS =
      LocalRecipients.postmasterOnly(Set.of(Domain.parse("example.org")));

  private static final SmtpReply LATER = SmtpReply.of(451, "4.4.3", "later");

  private final RecipientPolicy policy =
      new RecipientPolicy(
          List.of(IpNetwork.parse("192.0.2.0/24"), IpNetwork.parse("2001:db8::/32")),
          () -> RECIPIENTS,
          address -> RECIPIENTS.isLocal(address.domain()) ? Destination.LOCAL : Destination.REMOTE,
          this::lookUp,
          address -> RECIPIENTS.undelivered(address.domain()));

  private LocalRecipient lookUp(MailAddress address) {
    return address.localPart().equals("later")
        ? new LocalRecipient.Undecided(LATER)
        : RECIPIENTS.lookupAsLocal(address);
  }

  @Test
  void saysLaterWhileTheLookUpFails() throws UnknownHostException {
    assertThat(decide("192.0.2.7", "<later@example.org>"))
        .isEqualTo(new RecipientDecision.NotDecided(LATER));
  }

  private RecipientDecision decide(String client, String path) throws UnknownHostException {
    return policy.decide(InetAddress.getByName(client), Recipient.parse(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "198.51.100.1", "2001:db9::1"})
  void acceptsLocalUsersFromEveryone(String client) throws UnknownHostException {
    assertThat(decide(client, "<postmaster@EXAMPLE.org>")).isEqualTo(new AcceptedLocal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "::ffff:192.0.2.7", "2001:db8::25"})
  void relaysForListedNetworks(String client) throws UnknownHostException {
    assertThat(decide(client, "<x@elsewhere.example>")).isEqualTo(new AcceptedForRelay());
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.1", "192.0.3.1", "2001:db9::1", "::1", "127.0.0.1"})
  void relaysForNobodyElse(String client) throws UnknownHostException {
    RecipientDecision decision = decide(client, "<x@elsewhere.example>");
    assertThat(decision)
        .isInstanceOfSatisfying(
            RelayDenied.class,
            denied -> assertThat(denied.reply()).hasToString("550 5.7.1 relaying denied"));
  }

  @ParameterizedTest
  @CsvSource({
    "<postmaster%elsewhere.example@example.org>, 550 5.1.1",
    "<elsewhere.example!postmaster@example.org>, 550 5.1.1",
    "<\"postmaster@elsewhere.example\"@example.org>, 550 5.1.1",
    "<@example.org:postmaster@elsewhere.example>, 550 5.7.1",
    "<@example.org:x@example.org>, 550 5.1.1",
    "<postmaster%example.org@elsewhere.example>, 550 5.7.1",
    "<example.org!postmaster@elsewhere.example>, 550 5.7.1",
    "<postmaster@[198.51.100.1]>, 550 5.7.1",
    "<postmaster@example.org.elsewhere.example>, 550 5.7.1",
    "<nobody@example.org>, 550 5.1.1",
  })
  void noWayOfWritingOpensTheRelay(String path, String reply) throws UnknownHostException {
    String said =
        switch (decide("198.51.100.1", path)) {
          case UnknownRecipient unknown -> unknown.reply().toString();
          case RelayDenied denied -> denied.reply().toString();
          case RecipientDecision.NotDecided later -> later.toString();
          case AcceptedLocal local -> local.toString();
          case AcceptedForRelay relay -> relay.toString();
        };
    assertThat(said).startsWith(reply);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<x%elsewhere.example@example.org>",
        "<elsewhere.example!x@example.org>",
        "<\"x@elsewhere.example\"@example.org>",
      })
  void aRelayClientIsNotRoutedOnByALocalPartEither(String path) throws UnknownHostException {
    assertThat(decide("192.0.2.7", path)).isInstanceOf(UnknownRecipient.class);
  }
}
