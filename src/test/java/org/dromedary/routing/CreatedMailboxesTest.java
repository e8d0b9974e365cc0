package org.dromedary.routing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.LocalRecipient.MailboxFound;
import org.dromedary.routing.LocalRecipient.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreatedMailboxesTest {
  private static final String FILE =
      """
      mailboxes:
        - {address: template, directory: users/template}
        - {address: served, lmtp: store.example}
        - {address: taken, directory: users/old@example.org/inbox}
      """;

  private final Map<String, String> kept = new HashMap<>();
  private boolean diskIsFull;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final AtomicReference<LocalRecipients> table = new AtomicReference<>(table(FILE));
  private final CreatedMailboxes mailboxes = open();

  private static LocalRecipients table(String yaml) {
    return ((TableResult.Valid<LocalRecipients>)
            MailboxesFile.parse(
                "m.yaml", yaml, Set.of(Domain.parse("example.org")), new EndpointSchemes(Set.of())))
        .value();
  }

  private CreatedMailboxes open() {
    try {
      return new CreatedMailboxes(
          () -> requireNonNull(table.get()),
          new CreatedMailboxes.Store() {
            @Override
            public Map<String, String> read() {
              return Map.copyOf(kept);
            }

            @Override
            public void replace(Map<String, String> created) throws IOException {
              if (diskIsFull) {
                throw new IOException("disk is full");
              }
              kept.clear();
              kept.putAll(created);
            }
          },
          2,
          () -> now);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<String> make(String user, String template) {
    return mailboxes.make(MailAddress.parse(user + "@example.org"), template).map(Mailbox::place);
  }

  private static LocalRecipient find(CreatedMailboxes in, String user) {
    return in.of(MailAddress.parse(user + "@example.org"));
  }

  @Test
  void aMailboxIsMadeBesideItsTemplateAndKept() {
    assertThat(find(mailboxes, "New")).isInstanceOf(Unknown.class);
    assertThat(make("New+tag", "template")).contains("users/new@example.org");
    assertThat(find(mailboxes, "new")).isInstanceOf(MailboxFound.class);
    assertThat(find(open(), "NEW+x")).isEqualTo(find(mailboxes, "new"));
    assertThat(kept).containsExactly(Map.entry("new@example.org", "template"));
  }

  @Test
  void itHasTheSettingsOfItsTemplateAsTheyAreNow() {
    assertThat(make("new", "served")).contains("lmtp store.example:24");
    table.set(table(FILE.replace("store.example", "other.example")));
    assertThat(find(mailboxes, "new"))
        .isInstanceOfSatisfying(
            MailboxFound.class,
            found -> assertThat(found.mailbox().place()).isEqualTo("lmtp other.example:24"));
    table.set(table("mailboxes: []"));
    assertThat(find(mailboxes, "new")).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%b", "a!b", "\"a b\"", "\"../x\"", "\u00fcber", "old"})
  void noUnsafeNameAndNoDirectoryOfOthers(String user) {
    assertThat(make(user, "template")).isEmpty();
    assertThat(kept).isEmpty();
  }

  @Test
  void noMoreAreMadeInAnHourThanMayBe() {
    assertThat(make("a", "template")).isPresent();
    assertThat(make("a", "template")).isPresent();
    assertThat(make("b", "template")).isPresent();
    assertThat(make("c", "template")).isEmpty();
    now = now.plus(Duration.ofHours(1));
    assertThat(make("c", "template")).isPresent();
  }

  @Test
  void whatCannotBeKeptIsNotMade() {
    diskIsFull = true;
    assertThat(make("a", "template")).isEmpty();
    assertThat(find(mailboxes, "a")).isInstanceOf(Unknown.class);
  }
}
