package org.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.cli.UserAdministration.Found;
import org.dromedary.mail.Domain;
import org.dromedary.users.Authentication;
import org.dromedary.users.Authentication.Authenticated;
import org.dromedary.users.JaasUserStore;
import org.dromedary.users.Role;
import org.dromedary.users.UserAccounts;
import org.dromedary.users.UsersSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Map<String, String>> overridesSeen = new ArrayList<>();
  private final Deque<String> typed = new ArrayDeque<>();
  private final List<String> prompts = new ArrayList<>();
  private final UsersSettings settings;
  private InputStream in = InputStream.nullInputStream();
  private List<String> problems = List.of();

  UserCommandTest(@TempDir Path directory) {
    settings = new UsersSettings(directory.resolve("users"), Domain.parse("example.org"));
  }

  private int execute(String... arguments) {
    return new DromedaryCommand(
            overrides -> ExitCode.FAILURE,
            overrides -> ExitCode.FAILURE,
            new Diagnosis(
                overrides -> new ConfigurationCheck.Report(List.of(), List.of()),
                (overrides, mail, recipient) -> new RouteAnswer.Problems<>(List.of()),
                (overrides, mail, recipient) -> new RouteAnswer.Problems<>(List.of()),
                (overrides, domain) -> new DnsTester.Answer.Problems(List.of())),
            (overrides, method, path, body, sink) ->
                new RunningRouter.Answer.NotAsked(List.of("none")),
            new CommandLineUsers(this::find, new Passwords()),
            new Output(new PrintWriter(out, true), new PrintWriter(err, true)))
        .execute(arguments);
  }

  private int user(String line) {
    return execute(("user " + line).split(" ", -1));
  }

  private Found find(Map<String, String> overrides) {
    overridesSeen.add(overrides);
    return problems.isEmpty()
        ? new Found.Users(settings, new UserAccounts(settings, new SecureRandom()))
        : new Found.Problems(problems);
  }

  /** A terminal at which somebody types, and a real standard input. */
  private final class Passwords implements PasswordInput {
    @Override
    public Optional<String> typed(String prompt) {
      prompts.add(prompt);
      return Optional.ofNullable(typed.poll());
    }

    @Override
    public Optional<String> line() throws IOException {
      return new StandardInput(in).line();
    }
  }

  private void types(String... passwords) {
    typed.addAll(List.of(passwords));
  }

  private void pipes(String text) {
    in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private Authentication login(String name, String password) throws IOException {
    return JaasUserStore.open(settings, Path.of("artemis-config/login.config"))
        .authenticate(name, password, Role.SUBMIT);
  }

  @Test
  void addsAUserWhoCanLogIn() throws IOException {
    types("sécret word", "sécret word");

    assertThat(user("add Alice --set a=b")).isZero();

    assertThat(out).hasToString("added alice roles=submit senders=alice@example.org\n");
    assertThat(prompts).containsExactly("New password: ", "The same again: ");
    assertThat(overridesSeen).containsExactly(Map.of("a", "b"));
    assertThat(login("alice", "sécret word")).isInstanceOf(Authenticated.class);
  }

  @Test
  void takesThePasswordFromStandardInput() throws IOException {
    pipes(" sécret \r\nsecond line\n");

    assertThat(user("add bob@example.net --password-stdin")).isZero();

    assertThat(out).hasToString("added bob@example.net roles=submit senders=bob@example.net\n");
    assertThat(prompts).isEmpty();
    assertThat(login("bob@example.net", " sécret ")).isInstanceOf(Authenticated.class);
  }

  @Test
  void addsRolesAndSenders() {
    types("x", "x", "x", "x");

    user("add a..b --role Operator --role app --sender * --sender @Example.net --sender j@x.y");

    assertThat(out).hasToString("added a..b roles=app,operator senders=*,@Example.net,j@x.y\n");
  }

  @Test
  void listsUsersByName() {
    types("x", "x", "x", "x");
    user("add bob --role viewer --sender *");
    user("add alice");
    out.getBuffer().setLength(0);

    assertThat(user("list")).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "alice roles=submit senders=alice@example.org", "bob roles=viewer senders=*");
  }

  @Test
  void changesAPassword() throws IOException {
    types("one", "one", "two", "two");
    user("add alice");

    assertThat(user("password ALICE")).isZero();

    assertThat(out.toString()).endsWith("changed the password of alice\n");
    assertThat(login("alice", "one")).isInstanceOf(Authentication.Rejected.class);
    assertThat(login("alice", "two")).isInstanceOf(Authenticated.class);
  }

  @Test
  void removesAUser() throws IOException {
    types("x", "x");
    user("add alice");

    assertThat(user("remove Alice")).isZero();

    assertThat(out.toString()).endsWith("removed alice\n");
    assertThat(login("alice", "x")).isInstanceOf(Authentication.Rejected.class);
  }

  @ParameterizedTest
  @CsvSource({
    "add alice, there is a user alice already",
    "remove bob, there is no user bob",
    "password bob, there is no user bob"
  })
  void saysWhatIsNotSo(String line, String message) {
    types("x", "x", "y", "y");
    user("add alice");

    assertThat(user(line)).isEqualTo(ExitCode.FAILURE);

    assertThat(err).hasToString(message + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add",
        "add a=b",
        "add alice bob",
        "add alice --role king",
        "add alice --sender bob",
        "add alice --sender *@example.org",
        "add alice --password x",
        "add alice --password-stdin=x",
        "remove",
        "remove a:b",
        "password",
        "list alice"
      })
  void refusesWrongArgumentsWithUsage(String line) {
    assertThat(user(line)).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString()).containsAnyOf("Usage: dromedary user", "Unknown option");
    assertThat(settings.directory()).doesNotExist();
  }

  @Test
  void aNameThatMakesNoAddressNeedsASender() {
    assertThat(user("add a..b")).isEqualTo(ExitCode.USAGE);

    assertThat(err).hasToString("a..b makes no address; say with --sender what it may send from\n");
  }

  @Test
  void twoDifferentPasswordsAreNone() {
    types("one", "two");

    assertThat(user("add alice")).isEqualTo(ExitCode.USAGE);

    assertThat(err).hasToString("that was not the same\n");
    assertThat(settings.directory()).doesNotExist();
  }

  @Test
  void withoutATerminalItSaysWhatToDo() {
    assertThat(user("add alice")).isEqualTo(ExitCode.USAGE);

    assertThat(err).hasToString("there is no terminal; use --password-stdin\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|standard input is empty",
        "'\n'|a password has 1 to 1024 characters",
        "'a\u0000b'|the password has control characters"
      })
  void refusesAPasswordThatCannotBeUsed(String input, String message) {
    pipes(input);

    assertThat(user("add alice --password-stdin")).isEqualTo(ExitCode.USAGE);

    assertThat(err).hasToString(message + "\n");
    assertThat(settings.directory()).doesNotExist();
  }

  @Test
  void printsTheProblemsOfTheSettings() {
    problems = List.of("first", "second");

    assertThat(user("list")).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString().lines()).containsExactly("first", "second");
  }

  @Test
  void saysWhichFileIsDamaged() throws IOException {
    Files.createDirectory(settings.directory());
    Files.writeString(settings.directory().resolve("users.properties"), "a=\\u12");

    assertThat(user("list")).isEqualTo(ExitCode.FAILURE);

    assertThat(err.toString().lines()).hasSize(1).first().asString().contains("users.properties");
  }
}
