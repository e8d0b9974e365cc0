package org.dromedary.users;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dromedary.mail.Domain;
import org.dromedary.users.UserAccounts.Account;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserAccountsTest {
  private static final UserName ALICE = new UserName("alice");
  private static final UserName BOB = new UserName("bob");
  private static final Senders SENDERS = Senders.parse("@example.org");

  private final Path directory;
  private final UserAccounts accounts;

  UserAccountsTest(@TempDir Path parent) {
    directory = parent.resolve("data/users");
    accounts =
        new UserAccounts(
            new UsersSettings(directory, Domain.parse("example.org")), new SecureRandom());
  }

  private String text(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  private boolean add(UserName name, Role... roles) throws IOException {
    return accounts.add(name, Set.of(roles), SENDERS, "secret");
  }

  @Test
  void keepsWhatWasAdded() throws IOException {
    assertThat(add(BOB, Role.OPERATOR, Role.SUBMIT)).isTrue();
    assertThat(add(ALICE, Role.SUBMIT)).isTrue();

    assertThat(accounts.list())
        .containsExactly(
            new Account("alice", List.of("submit"), "@example.org"),
            new Account("bob", List.of("operator", "submit"), "@example.org"));
    assertThat(text("users.properties")).contains("alice=ENC(").doesNotContain("secret");
    assertThat(text("roles.properties")).contains("\nsubmit=alice,bob\n", "\noperator=bob\n");
  }

  @Test
  void addsNobodyTwice() throws IOException {
    add(ALICE, Role.SUBMIT);
    String before = text("users.properties");

    assertThat(add(new UserName("ALICE"), Role.OPERATOR)).isFalse();

    assertThat(text("users.properties")).isEqualTo(before);
    assertThat(accounts.list().getFirst().roles()).containsExactly("submit");
  }

  @Test
  void leavesNothingOfWhoIsRemoved() throws IOException {
    add(ALICE, Role.SUBMIT, Role.APP);
    add(BOB, Role.SUBMIT);

    assertThat(accounts.remove(ALICE)).isTrue();
    assertThat(accounts.remove(ALICE)).isFalse();

    for (String file : List.of("users.properties", "roles.properties", "senders.properties")) {
      assertThat(text(file)).doesNotContain("alice").contains("bob");
    }
    assertThat(text("roles.properties")).doesNotContain("app=");
  }

  @Test
  void changesThePasswordOfWhoIsThere() throws IOException {
    add(ALICE, Role.SUBMIT);
    String before = text("users.properties");

    assertThat(accounts.changePassword(ALICE, "other")).isTrue();
    assertThat(accounts.changePassword(BOB, "other")).isFalse();

    assertThat(text("users.properties")).isNotEqualTo(before).doesNotContain("bob");
  }

  @Test
  void whatOthersHaveWrittenStays() throws IOException {
    accounts.prepare();
    Files.writeString(directory.resolve("users.properties"), "Zoe Z\\u00fc = plain\\\\ text\n");
    Files.writeString(directory.resolve("roles.properties"), "amq = x, alice ,y\n");
    add(ALICE, Role.SUBMIT);

    assertThat(UserTable.read(directory.resolve("users.properties")))
        .containsKey("Zoe")
        .containsKey("alice");
    assertThat(UserTable.read(directory.resolve("roles.properties")))
        .containsEntry("amq", "x,y")
        .containsEntry("submit", "alice");
    assertThat(accounts.list()).contains(new Account("Zoe", List.of(), "zoe@example.org"));
  }

  @Test
  void rolesAndSendersOfAnInterruptedRemovalAreNotInherited() throws IOException {
    accounts.prepare();
    Files.writeString(directory.resolve("roles.properties"), "operator=alice\n");
    Files.writeString(directory.resolve("senders.properties"), "alice=*\n");

    add(ALICE, Role.SUBMIT);

    assertThat(accounts.list())
        .containsExactly(new Account("alice", List.of("submit"), "@example.org"));
  }

  @Test
  void aFileThatWasLeftHalfWrittenDisturbsNobody() throws IOException {
    accounts.prepare();
    Files.writeString(directory.resolve("users.properties.new"), "alice=EN");

    assertThat(add(ALICE)).isTrue();

    assertThat(directory.resolve("users.properties.new")).doesNotExist();
  }

  @Test
  void filesAreForTheirOwnerOnly() throws IOException {
    add(ALICE, Role.SUBMIT);

    assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(fromString("rwx------"));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files)
          .hasSize(4)
          .allSatisfy(
              file ->
                  assertThat(Files.getPosixFilePermissions(file))
                      .isEqualTo(fromString("rw-------")));
    }
  }

  @Test
  void filesBelongToTheOwnerOfTheDirectory() throws IOException {
    accounts.prepare();
    UserPrincipal owner = Files.getOwner(directory);
    if (owner.getName().equals("root")) {
      owner =
          directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
      Files.setOwner(directory, owner);
    }

    add(ALICE, Role.SUBMIT);

    for (String file :
        List.of("users.properties", "roles.properties", "senders.properties", "users.lock")) {
      assertThat(Files.getOwner(directory.resolve(file))).isEqualTo(owner);
    }
  }

  @Test
  void prepareKeepsWhatIsThere() throws IOException {
    accounts.prepare();
    assertThat(accounts.list()).isEmpty();
    add(ALICE, Role.SUBMIT);
    Files.delete(directory.resolve("senders.properties"));

    accounts.prepare();

    assertThat(accounts.list())
        .containsExactly(new Account("alice", List.of("submit"), "alice@example.org"));
    assertThat(directory.resolve("senders.properties")).exists();
  }

  @Test
  void threadsTakeTurns() throws IOException {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> additions =
          IntStream.range(0, 12)
              .mapToObj(i -> threads.submit(() -> add(new UserName("user" + i), Role.values())))
              .toList();
      assertThat(additions).allSatisfy(addition -> assertThat(addition.get()).isTrue());
    }

    assertThat(accounts.list())
        .hasSize(12)
        .allMatch(user -> user.roles().size() == Role.values().length);
  }
}
