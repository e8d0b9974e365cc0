package org.dromedary.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.dromedary.users.Role;
import org.dromedary.users.Senders;
import org.dromedary.users.User;
import org.dromedary.users.UserName;
import org.junit.jupiter.api.Test;

class ConsoleSessionsTest {
  private static final User OLGA =
      new User(new UserName("olga"), Set.of(Role.OPERATOR), Senders.NONE);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // it may overflow
  private final ConsoleSessions sessions = new ConsoleSessions(new SecureRandom(), nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void knowsItsTokens() {
    String token = sessions.begin(OLGA).orElseThrow();
    assertThat(sessions.user(token)).hasValue(OLGA);
    assertThat(sessions.user("")).isEmpty();
    assertThat(sessions.begin(OLGA)).get().isNotEqualTo(token);
    sessions.end(token);
    assertThat(sessions.user(token)).isEmpty();
  }

  @Test
  void endsWhenNobodyAsks() {
    String token = sessions.begin(OLGA).orElseThrow();
    pass(ConsoleSessions.IDLE);
    assertThat(sessions.user(token)).isPresent();
    pass(ConsoleSessions.IDLE.plusNanos(1));
    assertThat(sessions.user(token)).isEmpty();
  }

  @Test
  void endsAfterADayOfWork() {
    String token = sessions.begin(OLGA).orElseThrow();
    for (Duration passed = Duration.ZERO;
        passed.compareTo(ConsoleSessions.LONGEST) < 0;
        passed = passed.plus(ConsoleSessions.IDLE)) {
      assertThat(sessions.user(token)).isPresent();
      pass(ConsoleSessions.IDLE);
    }
    pass(Duration.ofNanos(1));
    assertThat(sessions.user(token)).isEmpty();
  }

  @Test
  void hasRoomForOldOnesNoMore() {
    boolean full = false;
    while (!full) {
      full = sessions.begin(OLGA).isEmpty();
    }
    pass(ConsoleSessions.IDLE.plusNanos(1));
    assertThat(sessions.begin(OLGA)).isPresent();
  }
}
