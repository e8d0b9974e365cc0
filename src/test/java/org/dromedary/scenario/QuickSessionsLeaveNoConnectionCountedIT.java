package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that has ended makes room for another, however it ended. */
class QuickSessionsLeaveNoConnectionCountedIT {
  private static final int LIMIT = 4;

  private static void quit(RouterUnderTest router) throws IOException {
    try (SmtpTestClient client = new SmtpTestClient(router.smtp())) {
      if (client.reply().startsWith("220")) {
        assertThat(client.command("QUIT")).startsWith("221");
        assertThat(client.isClosedByServer()).isTrue();
      }
    }
  }

  private static boolean hasRoomForAll(RouterUnderTest router) throws IOException {
    List<SmtpTestClient> clients = new ArrayList<>();
    try {
      boolean room = true;
      for (int i = 0; i < LIMIT; i++) {
        clients.add(new SmtpTestClient(router.smtp()));
        room &= clients.getLast().reply().startsWith("220");
      }
      return room;
    } finally {
      for (SmtpTestClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void afterManySessions(@TempDir Path directory) throws Exception {
    try (RouterUnderTest router =
            RouterUnderTest.in(directory)
                .set("smtp.maximum-connections", Integer.toString(LIMIT))
                .start();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> sessions = new ArrayList<>();
      for (int i = 0; i < LIMIT; i++) {
        sessions.add(
            clients.submit(
                () -> {
                  for (int session = 0; session < 100; session++) {
                    quit(router);
                  }
                  return session(router);
                }));
      }
      for (Future<?> session : sessions) {
        session.get();
      }
      await().until(() -> hasRoomForAll(router));
      try (SmtpTestClient first = SmtpTestClient.greeted(router.smtp())) {
        assertThat(first.command("NOOP")).startsWith("250");
      }
    }
  }

  /** Goes without QUIT. */
  private static boolean session(RouterUnderTest router) throws IOException {
    try (SmtpTestClient client = new SmtpTestClient(router.smtp())) {
      return client.reply().isEmpty();
    }
  }
}
