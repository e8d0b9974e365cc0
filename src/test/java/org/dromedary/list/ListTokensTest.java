package org.dromedary.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dromedary.mail.MailAddress;
import org.junit.jupiter.api.Test;

class ListTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  private static final Instant UNTIL = NOW.plus(Duration.ofDays(3));
  private static final MailAddress BOB = MailAddress.parse("bob@example.net");

  private final MailingList dev = Lists.dev();
  private final ListTokens tokens = new ListTokens(() -> new byte[32]);
  private final String token = tokens.confirmation(dev, BOB, ListAction.SUBSCRIBE, UNTIL);

  @Test
  void confirmsWhatItWasMadeFor() {
    assertThat(tokens.confirmed(dev, BOB, token, NOW)).contains(ListAction.SUBSCRIBE);
    assertThat(tokens.confirmed(dev, MailAddress.parse("Bob@EXAMPLE.net"), token, NOW))
        .contains(ListAction.SUBSCRIBE);
    String other = tokens.confirmation(dev, BOB, ListAction.UNSUBSCRIBE, UNTIL);
    assertThat(tokens.confirmed(dev, BOB, other, NOW)).contains(ListAction.UNSUBSCRIBE);
  }

  @Test
  void isGoodUntilItsTimeIsOver() {
    assertThat(tokens.confirmed(dev, BOB, token, UNTIL)).isPresent();
    assertThat(tokens.confirmed(dev, BOB, token, UNTIL.plus(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void isForNobodyElseAndNoOtherList() {
    MailingList other =
        Lists.of("lists: [{address: dev@example.com, owner: o@example.org}]").all().getFirst();
    assertThat(tokens.confirmed(dev, MailAddress.parse("eve@example.net"), token, NOW)).isEmpty();
    assertThat(tokens.confirmed(other, BOB, token, NOW)).isEmpty();
    byte[] key = new byte[32];
    key[0] = 1;
    assertThat(new ListTokens(() -> key).confirmed(dev, BOB, token, NOW)).isEmpty();
  }

  @Test
  void noCharacterOfItCanBeChanged() {
    for (int i = 0; i < token.length(); i++) {
      for (char c : "0123456789abcdefghjkmnpqrstuvwxyz-A".toCharArray()) {
        String forged = token.substring(0, i) + c + token.substring(i + 1);
        if (!forged.equals(token)) {
          assertThat(tokens.confirmed(dev, BOB, forged, NOW)).as(forged).isEmpty();
        }
      }
    }
    assertThat(IntStream.range(0, token.length()).mapToObj(i -> token.substring(0, i)))
        .allSatisfy(cut -> assertThat(tokens.confirmed(dev, BOB, cut, NOW)).isEmpty());
    assertThat(tokens.confirmed(dev, BOB, token + "0", NOW)).isEmpty();
  }

  @Provide
  Arbitrary<String> users() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withChars("0123456789._+-=%".toCharArray())
        .ofMinLength(1)
        .ofMaxLength(64)
        .filter(text -> !text.startsWith(".") && !text.endsWith(".") && !text.contains(".."));
  }

  @Property(tries = 200)
  void whateverComesBackSaysWhoseItWas(
      @ForAll("users") String user, @ForAll("users") String other) {
    Verp verp = new Verp(tokens);
    MailAddress member = MailAddress.parse(user + "@example.net");
    MailAddress second = MailAddress.parse(other + "@example.com");
    MailAddress path = verp.path(dev, member).address().orElseThrow();
    assertThat(path.localPart()).matches("dev-bounces\\+[0-9a-z]{16}");
    String back = path.localPart().substring("dev-bounces+".length());
    assertThat(verp.member(dev, List.of(second, member), back)).contains(member);
    assertThat(verp.member(dev, List.of(second), back)).isEmpty();
  }
}
