package org.dromedary.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.dromedary.mail.Domain;
import org.dromedary.mail.ReversePath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendersTest {
  private static boolean maySend(String senders, String path) {
    return new User(new UserName("u"), Set.of(), Senders.parse(senders))
        .maySendFrom(ReversePath.parse(path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*|<alice@example.org>",
        "alice@example.org|<alice@example.org>",
        "Alice@EXAMPLE.org|<aLICE@example.ORG>",
        "alice@example.org|<\"alice\"@example.org>",
        "alice@example.org|<\"al\\ice\"@example.org>",
        "jürgen@bücher.example|<JÜRGEN@xn--bcher-kva.example>",
        "@example.org|<anybody@example.org>",
        "@EXAMPLE.org|<\"a b\"@Example.ORG>",
        " bob@example.org , @example.net ,|<x@example.net>",
        "''|<>",
        "alice@example.org|<>"
      })
  void allows(String senders, String path) {
    assertThat(maySend(senders, path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|<alice@example.org>",
        "alice@example.org|<bob@example.org>",
        "alice@example.org|<alice@example.net>",
        "alice@example.org|<alice+tag@example.org>",
        "alice@example.org|<alice@sub.example.org>",
        "alice@example.org|<\"alice@example.org\"@example.net>",
        "@example.org|<alice@sub.example.org>",
        "@example.org|<alice@badexample.org>",
        "@example.org|<\"x@example.org\"@example.net>"
      })
  void denies(String senders, String path) {
    assertThat(maySend(senders, path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"alice", "@", "a@b@c", "**", "*@example.org", "\"a\"@example.org", "a b@c.d"})
  void namesTheRuleThatIsWrong(String rule) {
    assertThatThrownBy(() -> Senders.parse("ok@example.org, " + rule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(rule + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "@example.org", "alice@example.org,@example.net,*"})
  void isWrittenAsItWasRead(String text) {
    assertThat(Senders.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "alice, alice@example.org",
    "Bob@Example.net, bob@example.net",
    "a..b, ''",
    "@, ''",
    "a@b@c.d, ''"
  })
  void theOwnAddressIsTheNameOrTheNameAtTheDomain(String name, String senders) {
    UsersSettings settings = new UsersSettings(Path.of("/x"), Domain.parse("example.org"));

    assertThat(settings.ownAddress(new UserName(name))).hasToString(senders);
  }
}
