package org.dromedary.users;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.security.auth.Subject;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.dromedary.users.Authentication.Authenticated;
import org.dromedary.users.Authentication.Rejected;
import org.dromedary.users.Authentication.Unavailable;

/**
 * Logs in by JAAS, on a few threads of its own: a hash takes a processor for long and an LDAP
 * server may not answer, and neither may hold the threads that carry mail. They end by themselves.
 */
public final class JaasUserStore implements UserStore {
  private static final int THREADS = 8;
  private static final int WAITING_LOGINS = 200;
  private static final int MAXIMUM_PASSWORD_LENGTH = 1024;

  private final UsersSettings settings;
  private final Configuration configuration;
  private final Timing timing;
  private final WatchedTable users;
  private final WatchedTable senders;
  private final ExecutorService threads = threads();

  /**
   * How long things take.
   *
   * @param login at most; then the store counts as broken
   * @param rejection at least: a difference in the work that was done does not show
   */
  record Timing(Duration login, Duration rejection) {
    static final Timing DEFAULT = new Timing(Duration.ofSeconds(20), Duration.ofSeconds(1));
  }

  JaasUserStore(UsersSettings settings, Configuration configuration, Timing timing) {
    this.settings = settings;
    this.configuration = configuration;
    this.timing = timing;
    this.users = new WatchedTable(settings.directory().resolve(UserAccounts.USERS));
    this.senders = new WatchedTable(settings.directory().resolve(UserAccounts.SENDERS));
  }

  /**
   * Opens the store; makes the files of users when they are missing.
   *
   * @param loginConfig a file of JAAS with an entry {@code dromedary}
   * @throws IOException when that file is wrong or the directory of users cannot be used
   */
  public static JaasUserStore open(UsersSettings settings, Path loginConfig) throws IOException {
    Configuration configuration = LoginConfiguration.read(loginConfig, settings.directory());
    new UserAccounts(settings, new SecureRandom()).prepare();
    return new JaasUserStore(settings, configuration, Timing.DEFAULT);
  }

  /** What is wrong with a file of JAAS; nothing is opened. */
  public static Optional<String> problemIn(UsersSettings settings, Path loginConfig) {
    try {
      LoginConfiguration unused = LoginConfiguration.read(loginConfig, settings.directory());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static ExecutorService threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_LOGINS),
            Thread.ofPlatform().daemon().name("login-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  @Override
  public Authentication authenticate(String name, String password, Role role) {
    return authenticateWithAny(name, password, Set.of(role));
  }

  @Override
  public Authentication authenticateWithAny(String name, String password, Set<Role> roles) {
    long start = System.nanoTime();
    try {
      Authentication result = onlyWith(roles, check(name, password));
      if (result instanceof Rejected) {
        long left = timing.rejection().toNanos() - (System.nanoTime() - start);
        TimeUnit.NANOSECONDS.sleep(left);
      }
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unavailable("the login was interrupted");
    }
  }

  private static Authentication onlyWith(Set<Role> roles, Authentication result) {
    return result instanceof Authenticated authenticated
            && roles.stream().noneMatch(authenticated.user()::has)
        ? new Rejected()
        : result;
  }

  private Authentication check(String name, String password) throws InterruptedException {
    Optional<UserName> user = UserName.of(name);
    return user.isPresent() && isPossible(password)
        ? checkInTime(user.get(), password)
        : new Rejected();
  }

  private static boolean isPossible(String password) {
    return !password.isEmpty()
        && password.length() <= MAXIMUM_PASSWORD_LENGTH
        && password.indexOf('\0') < 0;
  }

  private Authentication checkInTime(UserName user, String password) throws InterruptedException {
    Future<Authentication> login;
    try {
      login = threads.submit(() -> login(user, password));
    } catch (RejectedExecutionException e) {
      return new Unavailable("more than " + WAITING_LOGINS + " logins wait");
    }
    try {
      return login.get(timing.login().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Unavailable("a login was not done after " + timing.login().toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Unavailable(String.valueOf(e.getCause()));
    } finally {
      login.cancel(true);
    }
  }

  private Authentication login(UserName user, String password) throws IOException {
    Subject subject = new Subject();
    try {
      new LoginContext(
              LoginConfiguration.ENTRY, subject, new Credentials(user, password), configuration)
          .login();
    } catch (LoginException e) {
      return LoginFailure.isRejection(e)
          ? rejected(user, password)
          : new Unavailable(LoginFailure.text(e));
    }
    return authenticated(user, subject);
  }

  /** The module of the properties files compares no password when it does not know the name. */
  private Authentication rejected(UserName user, String password) throws IOException {
    if (!users.entries().containsKey(user.text())) {
      PasswordHash.spend(password);
    }
    return new Rejected();
  }

  private Authentication authenticated(UserName user, Subject subject) throws IOException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (RolePrincipal role : subject.getPrincipals(RolePrincipal.class)) {
      Role.of(role.getName()).ifPresent(roles::add);
    }
    try {
      return new Authenticated(new User(user, roles, writtenSenders(user)));
    } catch (IllegalArgumentException e) {
      return new Unavailable(mistake(user, e));
    }
  }

  private Senders writtenSenders(UserName user) throws IOException {
    return Optional.ofNullable(senders.entries().get(user.text()))
        .map(Senders::parse)
        .orElseGet(() -> settings.ownAddress(user));
  }

  private static String mistake(UserName user, IllegalArgumentException e) {
    return UserAccounts.SENDERS + " has a mistake at " + user + ": " + e.getMessage();
  }

  @Override
  public Senders sendersOf(UserName user) throws IOException {
    try {
      return writtenSenders(user);
    } catch (IllegalArgumentException e) {
      throw new IOException(mistake(user, e), e);
    }
  }
}
