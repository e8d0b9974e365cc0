package org.dromedary.management;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.dromedary.users.User;

/** Who is logged in at the console. It is kept in memory: a restart logs everybody out. */
final class ConsoleSessions {
  /** Since the last request; an open page asks every few seconds. */
  static final Duration IDLE = Duration.ofMinutes(30);

  /** Since the login. */
  static final Duration LONGEST = Duration.ofHours(12);

  private static final int MAXIMUM = 1000;
  private static final int TOKEN_OCTETS = 32;

  private final SecureRandom random;
  private final LongSupplier nanoTime;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  private record Session(User user, long begun, long used) {
    boolean isOver(long now) {
      return now - used > IDLE.toNanos() || now - begun > LONGEST.toNanos();
    }
  }

  /**
   * None at first.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  ConsoleSessions(SecureRandom random, LongSupplier nanoTime) {
    this.random = random;
    this.nanoTime = nanoTime;
  }

  /**
   * Begins one.
   *
   * @return its token, which nobody can guess; empty when there are too many
   */
  Optional<String> begin(User user) {
    long now = nanoTime.getAsLong();
    sessions.values().removeIf(session -> session.isOver(now));
    if (sessions.size() >= MAXIMUM) {
      return Optional.empty();
    }
    byte[] octets = new byte[TOKEN_OCTETS];
    random.nextBytes(octets);
    String token = HexFormat.of().formatHex(octets);
    sessions.put(token, new Session(user, now, now));
    return Optional.of(token);
  }

  /** Whose it is; it counts as used. */
  Optional<User> user(String token) {
    long now = nanoTime.getAsLong();
    return Optional.ofNullable(
            sessions.computeIfPresent(
                token,
                (key, old) -> old.isOver(now) ? null : new Session(old.user(), old.begun(), now)))
        .map(Session::user);
  }

  void end(String token) {
    sessions.remove(token);
  }
}
