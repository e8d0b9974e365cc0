package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.LocalRecipient.AliasFound;
import org.dromedary.routing.LocalRecipient.MailboxFound;
import org.dromedary.routing.LocalRecipient.Unknown;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupAnswerTest {
  private static final MailAddress CAROL = MailAddress.parse("Carol+news@example.org");

  private static LocalRecipient of(@Nullable Object answer) {
    return LookupAnswer.of(CAROL, answer, new EndpointSchemes(Set.of("direct")));
  }

  private static String place(Object answer) {
    return ((MailboxFound) of(answer)).mailbox().place();
  }

  @Test
  void nothingIsAnUnknownUser() {
    assertThat(of(null)).isInstanceOf(Unknown.class);
    assertThat(of("")).isInstanceOf(Unknown.class);
    assertThat(of(List.of())).isInstanceOf(Unknown.class);
  }

  @Test
  void aRowIsAMailbox() {
    Map<String, Object> row = new HashMap<>();
    row.put("DIRECTORY", "staff/carol");
    row.put("FORWARD_TO", null);
    assertThat(place(row)).isEqualTo("staff/carol");
    assertThat(place(List.of(row))).isEqualTo("staff/carol");
  }

  @Test
  void withoutADirectoryTheUserIsOne() {
    assertThat(place(Map.of())).isEqualTo("carol");
  }

  @Test
  void otherKindsAreSaidAsInTheFile() {
    assertThat(place(Map.of("lmtp", "a.example:24, b.example")))
        .isEqualTo("lmtp a.example:24, then b.example:24");
    assertThat(place(Map.of("queue", "tickets"))).isEqualTo("endpoint jms:queue:tickets");
    assertThat(place(Map.of("endpoint", "direct:crm"))).isEqualTo("endpoint direct:crm");
  }

  @Test
  void targetsAreAnAlias() {
    List<MailAddress> both =
        List.of(MailAddress.parse("a@x.example"), MailAddress.parse("b@y.example"));
    assertThat(of(Map.of("to", "a@x.example, b@y.example"))).isEqualTo(new AliasFound(both));
    assertThat(of(Map.of("TO", List.of("a@x.example", "b@y.example"))))
        .isEqualTo(new AliasFound(both));
    assertThat(of(Map.of("forward-to", "a@x.example,b@y.example")))
        .isEqualTo(new MailboxFound(new Mailbox.Kept("carol@example.org", "carol"), both));
  }

  @Test
  void nothingUnsafeIsAMailbox() {
    assertThatThrownBy(() -> of(Map.of("directory", "../../etc")))
        .hasMessageContaining("answer.directory '../../etc': not a safe directory");
    assertThatThrownBy(() -> of(Map.of("endpoint", "exec:rm"))).hasMessageContaining("'exec:'");
    assertThatThrownBy(() -> of(Map.of("colour", "red"))).hasMessageContaining("unknown key");
    assertThatThrownBy(() -> of(Map.of("to", "nobody"))).hasMessageContaining("nobody");
    assertThatThrownBy(() -> of(List.of(Map.of(), Map.of()))).hasMessageContaining("a mapping");
    assertThatThrownBy(() -> of(5)).hasMessageContaining("a mapping or nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%b@example.org", "b!a@example.org", "\"a@b\"@example.org"})
  void nobodyIsAskedForAWayToOtherSystems(String address) {
    assertThat(LookupAnswer.isUserName(MailAddress.parse(address))).isFalse();
  }
}
