package org.dromedary.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.dromedary.mail.MailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailingListsTest {
  private final MailingLists lists =
      Lists.of("lists: [{address: dev@example.org, owner: owner@example.org}]");

  @ParameterizedTest
  @CsvSource({
    "dev@example.org, POST, ''",
    "DEV@Example.ORG, POST, ''",
    "\"dev\"@example.org, POST, ''",
    "dev-subscribe@example.org, SUBSCRIBE, ''",
    "dev-unsubscribe@example.org, UNSUBSCRIBE, ''",
    "dev-help@example.org, HELP, ''",
    "dev-owner@example.org, OWNER, ''",
    "dev-bounces@example.org, BOUNCES, ''",
    "dev-bounces+AbC@example.org, BOUNCES, abc",
    "dev-confirm+S1@example.org, CONFIRM, s1",
  })
  void knowsWhatAnAddressIsFor(String address, ListRole role, String token) {
    assertThat(lists.find(MailAddress.parse(address)))
        .hasValueSatisfying(
            found -> {
              assertThat(found.role()).isEqualTo(role);
              assertThat(found.token()).isEqualTo(token);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev-confirm@example.org",
        "dev+x@example.org",
        "dev-subscribe+x@example.org",
        "dev-else@example.org",
        "dev@example.com",
        "+dev@example.org"
      })
  void knowsNoOther(String address) {
    assertThat(lists.find(MailAddress.parse(address))).isEmpty();
  }

  @Test
  void eachAddressWithItsTokenFitsIntoALocalPart() {
    String longest = "a".repeat(32);
    MailingList list =
        Lists.of("lists: [{address: " + longest + "@example.org, owner: o@example.org}]")
            .all()
            .getFirst();
    ListTokens tokens = new ListTokens(() -> new byte[32]);
    MailAddress member = MailAddress.parse("bob@example.net");
    String token =
        tokens.confirmation(
            list, member, ListAction.SUBSCRIBE, Instant.parse("2099-01-01T00:00:00Z"));
    assertThat(ListRole.CONFIRM.of(list.address(), token).localPart()).hasSizeLessThanOrEqualTo(64);
    assertThat(ListRole.BOUNCES.of(list.address(), tokens.member(list, member)).localPart())
        .hasSizeLessThanOrEqualTo(64);
  }
}
