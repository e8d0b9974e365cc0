package org.dromedary.users;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Changes the users in the files; a running router sees it at the next login. Each change is on
 * disk on return and takes turns with those of other processes and threads. A process that is
 * killed leaves the user as he was, or as he should be: {@code users.properties} decides whether
 * there is one and is written last when he comes and first when he goes.
 */
public final class UserAccounts {
  static final String USERS = "users.properties";
  static final String ROLES = "roles.properties";
  static final String SENDERS = "senders.properties";
  private static final String LOCK = "users.lock";

  private final UsersSettings settings;
  private final Path directory;
  private final SecureRandom random;

  /**
   * @param random makes the salts
   */
  public UserAccounts(UsersSettings settings, SecureRandom random) {
    this.settings = settings;
    this.directory = settings.directory();
    this.random = random;
  }

  /**
   * A user as the files have him.
   *
   * @param roles also those that mean nothing here; sorted
   * @param senders as written, which may be wrong; the own address when nothing is written
   */
  public record Account(String name, List<String> roles, String senders) {
    public Account {
      roles = List.copyOf(roles);
    }
  }

  /** Makes the directory and those files that are missing, without users. */
  synchronized void prepare() throws IOException {
    PrivateFiles.makeDirectory(directory);
    for (String file : List.of(USERS, ROLES, SENDERS)) {
      if (!directory.resolve(file).toFile().exists()) {
        change(() -> addMissing(file));
      }
    }
  }

  private boolean addMissing(String file) throws IOException {
    write(file, table(file));
    return true;
  }

  /**
   * Adds a user.
   *
   * @return whether it was done; false when there is one of this name
   */
  public synchronized boolean add(UserName name, Set<Role> roles, Senders senders, String password)
      throws IOException {
    return change(
        () -> {
          SortedMap<String, String> users = table(USERS);
          if (users.putIfAbsent(name.text(), PasswordHash.of(password, random)) != null) {
            return false;
          }
          SortedMap<String, String> sendersOfAll = table(SENDERS);
          sendersOfAll.put(name.text(), senders.toString());
          write(SENDERS, sendersOfAll);
          write(ROLES, RoleMembers.with(table(ROLES), name, roles));
          write(USERS, users);
          return true;
        });
  }

  /**
   * Removes a user.
   *
   * @return whether it was done; false when there is none of this name
   */
  public synchronized boolean remove(UserName name) throws IOException {
    return change(
        () -> {
          SortedMap<String, String> users = table(USERS);
          if (users.remove(name.text()) == null) {
            return false;
          }
          write(USERS, users);
          write(ROLES, RoleMembers.with(table(ROLES), name, Set.of()));
          SortedMap<String, String> senders = table(SENDERS);
          senders.remove(name.text());
          write(SENDERS, senders);
          return true;
        });
  }

  /**
   * Gives a user another password.
   *
   * @return whether it was done; false when there is no such user
   */
  public synchronized boolean changePassword(UserName name, String password) throws IOException {
    return change(
        () -> {
          SortedMap<String, String> users = table(USERS);
          if (users.replace(name.text(), PasswordHash.of(password, random)) == null) {
            return false;
          }
          write(USERS, users);
          return true;
        });
  }

  /** All users by name. */
  public List<Account> list() throws IOException {
    SortedMap<String, String> roles = table(ROLES);
    SortedMap<String, String> senders = table(SENDERS);
    List<Account> accounts = new ArrayList<>();
    for (String name : table(USERS).keySet()) {
      accounts.add(
          new Account(
              name, RoleMembers.rolesOf(name, roles), senders.getOrDefault(name, own(name))));
    }
    return accounts;
  }

  private String own(String name) {
    return UserName.of(name).map(settings::ownAddress).orElse(Senders.NONE).toString();
  }

  private boolean change(Change change) throws IOException {
    PrivateFiles.makeDirectory(directory);
    try (FileChannel channel = PrivateFiles.openLock(directory.resolve(LOCK));
        FileLock lock = channel.lock()) {
      return lock.isValid() && change.make();
    }
  }

  private SortedMap<String, String> table(String file) throws IOException {
    return UserTable.read(directory.resolve(file));
  }

  private void write(String file, SortedMap<String, String> entries) throws IOException {
    PrivateFiles.replace(directory.resolve(file), UserTable.format(entries));
  }

  @FunctionalInterface
  private interface Change {
    boolean make() throws IOException;
  }
}
