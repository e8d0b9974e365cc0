package org.dromedary.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.dromedary.mail.Domain;
import org.dromedary.mail.ReversePath;
import org.dromedary.users.Authentication.Authenticated;
import org.dromedary.users.Authentication.Rejected;
import org.dromedary.users.Authentication.Unavailable;
import org.dromedary.users.JaasUserStore.Timing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JaasUserStoreTest {
  private static final UserName ALICE = new UserName("alice");
  private static final Timing PROMPT = new Timing(Duration.ofSeconds(20), Duration.ZERO);

  private final Path directory;
  private final UsersSettings settings;
  private final UserAccounts accounts;

  JaasUserStoreTest(@TempDir Path directory) {
    this.directory = directory;
    this.settings = new UsersSettings(directory.resolve("users"), Domain.parse("example.org"));
    this.accounts = new UserAccounts(settings, new SecureRandom());
  }

  @BeforeEach
  void addAlice() throws IOException {
    accounts.add(ALICE, Set.of(Role.SUBMIT), Senders.parse("alice@example.org"), "sécret");
  }

  private JaasUserStore store(Timing timing) throws IOException {
    return new JaasUserStore(
        settings,
        LoginConfiguration.read(Path.of("artemis-config/login.config"), settings.directory()),
        timing);
  }

  private JaasUserStore store(Class<? extends LoginModule> module, Timing timing)
      throws IOException {
    Path file = directory.resolve("login.config");
    Files.writeString(file, "dromedary { " + module.getName() + " required; };");
    return new JaasUserStore(settings, LoginConfiguration.read(file, settings.directory()), timing);
  }

  private static User user(Authentication authentication) {
    return assertThat(authentication).asInstanceOf(type(Authenticated.class)).actual().user();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(settings.directory().resolve(file), text);
  }

  @Test
  void letsInWhomTheCommandHasAdded() throws IOException {
    User user = user(store(PROMPT).authenticate("Alice", "sécret", Role.SUBMIT));

    assertThat(user.name()).isEqualTo(ALICE);
    assertThat(user.roles()).containsExactly(Role.SUBMIT);
    assertThat(user.maySendFrom(ReversePath.parse("<alice@example.org>"))).isTrue();
    assertThat(user.maySendFrom(ReversePath.parse("<bob@example.org>"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "alice, secret",
    "alice, ''",
    "alice, ENC(x)",
    "bob, sécret",
    "'', ''",
    "'alice ', sécret",
    "submit, sécret"
  })
  void rejectsEverythingElse(String name, String password) throws IOException {
    assertThat(store(PROMPT).authenticate(name, password, Role.SUBMIT)).isEqualTo(new Rejected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "alice\0", "\0alice", "alice\n", "al\u0000ice", "älice"})
  void rejectsNamesWithControls(String name) throws IOException {
    assertThat(store(PROMPT).authenticate(name, "sécret", Role.SUBMIT)).isEqualTo(new Rejected());
  }

  @Test
  void rejectsWhatIsTooLong() throws IOException {
    JaasUserStore store = store(PROMPT);
    accounts.changePassword(ALICE, "p".repeat(1024));

    assertThat(store.authenticate("alice", "p".repeat(1025), Role.SUBMIT))
        .isEqualTo(new Rejected());
    assertThat(store.authenticate("a".repeat(100_000), "x", Role.SUBMIT)).isEqualTo(new Rejected());
    assertThat(store.authenticate("alice", "p\0", Role.SUBMIT)).isEqualTo(new Rejected());
    assertThat(user(store.authenticate("alice", "p".repeat(1024), Role.SUBMIT)).name())
        .isEqualTo(ALICE);
  }

  @Test
  void seesEachChangeAtTheNextLogin() throws IOException {
    JaasUserStore store = store(PROMPT);
    UserName bob = new UserName("bob");
    assertThat(store.authenticate("bob", "one", Role.APP)).isEqualTo(new Rejected());

    accounts.add(bob, Set.of(Role.APP), Senders.parse("*"), "one");
    assertThat(user(store.authenticate("bob", "one", Role.APP)).roles()).containsExactly(Role.APP);

    accounts.changePassword(bob, "two");
    assertThat(store.authenticate("bob", "one", Role.APP)).isEqualTo(new Rejected());
    assertThat(user(store.authenticate("bob", "two", Role.APP)).name()).isEqualTo(bob);

    accounts.remove(bob);
    assertThat(store.authenticate("bob", "two", Role.APP)).isEqualTo(new Rejected());
    assertThat(user(store.authenticate("alice", "sécret", Role.SUBMIT)).name()).isEqualTo(ALICE);
  }

  @Test
  void takesWhatArtemisHasWritten() throws IOException {
    write("users.properties", "carl = plain\n");
    write("roles.properties", "operator = carl\nunknown = carl\n");

    assertThat(user(store(PROMPT).authenticate("carl", "plain", Role.OPERATOR)).roles())
        .containsExactly(Role.OPERATOR);
  }

  @Test
  void aNameThatIsARoleGivesNoRole() throws IOException {
    accounts.add(new UserName("operator"), Set.of(), Senders.NONE, "secret");

    assertThat(store(PROMPT).authenticate("operator", "secret", Role.OPERATOR))
        .isEqualTo(new Rejected());
  }

  @Test
  void whoHasNoLineOfSendersHasTheOwnAddress() throws IOException {
    write("senders.properties", "");

    assertThat(user(store(PROMPT).authenticate("alice", "sécret", Role.SUBMIT)).senders())
        .hasToString("alice@example.org");
  }

  @Test
  void aMistakeOfTheOperatorIsNotTheUsersFault() throws IOException {
    write("senders.properties", "alice=bob@@example.org");

    assertThat(store(PROMPT).authenticate("alice", "sécret", Role.SUBMIT))
        .isEqualTo(
            new Unavailable(
                "senders.properties has a mistake at alice: bob@@example.org: invalid local part"));
    assertThat(store(PROMPT).authenticate("alice", "x", Role.SUBMIT)).isEqualTo(new Rejected());
  }

  @Test
  void aRejectionTakesItsTime() throws IOException {
    JaasUserStore store = store(new Timing(Duration.ofSeconds(20), Duration.ofMillis(700)));

    assertThat(took(store, "alice", "x")).isGreaterThanOrEqualTo(Duration.ofMillis(700));
    assertThat(took(store, "bob", "x")).isGreaterThanOrEqualTo(Duration.ofMillis(700));
    assertThat(took(store, "not a name", "x")).isGreaterThanOrEqualTo(Duration.ofMillis(700));
    accounts.add(new UserName("carl"), Set.of(Role.APP), Senders.NONE, "right");
    assertThat(took(store, "carl", "right"))
        .as("the right password of a user without the role")
        .isGreaterThanOrEqualTo(Duration.ofMillis(700));
  }

  /** Without a comparison an unknown name would take a hundredth of the time. */
  @Test
  void anUnknownNameIsAsMuchWorkAsAWrongPassword() throws IOException {
    JaasUserStore store = store(PROMPT);

    assertThat(shortest(store, "bob")).isGreaterThan(shortest(store, "alice").dividedBy(3));
  }

  private static Duration shortest(JaasUserStore store, String name) {
    return IntStream.range(0, 5)
        .mapToObj(i -> took(store, name, "x"))
        .min(Duration::compareTo)
        .orElseThrow();
  }

  private static Duration took(JaasUserStore store, String name, String password) {
    long start = System.nanoTime();
    assertThat(store.authenticate(name, password, Role.SUBMIT)).isEqualTo(new Rejected());
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void aModuleThatHangsIsUnavailable() throws IOException {
    JaasUserStore store =
        store(HangingModule.class, new Timing(Duration.ofMillis(100), Duration.ZERO));

    assertThat(store.authenticate("alice", "x", Role.SUBMIT))
        .isEqualTo(new Unavailable("a login was not done after 0 s"));
  }

  @Test
  void aModuleThatFailsIsUnavailable() throws IOException {
    assertThat(store(FailingModule.class, PROMPT).authenticate("alice", "x", Role.SUBMIT))
        .asInstanceOf(type(Unavailable.class))
        .extracting(Unavailable::logDetail)
        .asString()
        .contains("this module is broken");
  }

  @Test
  void aModuleThatDoesNotExistIsUnavailable() throws IOException {
    Path file = directory.resolve("login.config");
    Files.writeString(file, "dromedary { no.such.Module required; };");
    JaasUserStore store =
        new JaasUserStore(settings, LoginConfiguration.read(file, settings.directory()), PROMPT);

    assertThat(store.authenticate("alice", "x", Role.SUBMIT)).isInstanceOf(Unavailable.class);
  }

  @Test
  void opensWithoutUsers() throws IOException {
    UsersSettings fresh =
        new UsersSettings(directory.resolve("fresh/users"), Domain.parse("example.org"));

    UserStore store = JaasUserStore.open(fresh, Path.of("artemis-config/login.config"));

    assertThat(store.authenticate("alice", "sécret", Role.SUBMIT)).isEqualTo(new Rejected());
    assertThat(fresh.directory()).isDirectoryContaining("glob:**/users.properties");
  }

  /** Does what a test needs. */
  abstract static class Module implements LoginModule {
    @Override
    public void initialize(
        Subject subject,
        CallbackHandler handler,
        Map<String, ?> sharedState,
        Map<String, ?> options) {}

    @Override
    public boolean commit() {
      return true;
    }

    @Override
    public boolean abort() {
      return true;
    }

    @Override
    public boolean logout() {
      return true;
    }
  }

  /** Never answers. */
  public static final class HangingModule extends Module {
    @Override
    public boolean login() throws LoginException {
      try {
        new CountDownLatch(1).await();
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LoginException("interrupted");
      }
    }
  }

  /** Has a bug. */
  public static final class FailingModule extends Module {
    @Override
    public boolean login() {
      throw new IllegalStateException("this module is broken");
    }
  }
}
