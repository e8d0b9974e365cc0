package org.dromedary.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.builder.RouteBuilder;
import org.dromedary.mail.IdempotencyKey;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.Submission;
import org.dromedary.queue.DuplicateMailException;
import org.dromedary.queue.QueuedMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mails with idempotency keys. Nothing here tells duplicates before the broker does: its refusal
 * fails a commit.
 */
@Timeout(60)
class KeyedMailIT {
  private static final RouteBuilder NO_ROUTES =
      new RouteBuilder() {
        @Override
        public void configure() {
          // only producers are used
        }
      };

  private static QueuedMessage keyed(String id, String key) {
    return keyed(SpoolFixture.mail(id, "Subject: x\r\n\r\n"), key);
  }

  private static QueuedMessage keyed(QueuedMessage mail, String key) {
    return mail.withSubmission(
        new Submission(
            Optional.empty(),
            Optional.of(IdempotencyKey.of("shop", key)),
            Submission.USUAL_PRIORITY,
            Optional.empty()));
  }

  @Test
  void aRepetitionIsRefusedAndNoOtherMailWithIt(@TempDir Path directory) throws Exception {
    try (SpoolFixture spool = SpoolFixture.start(directory, NO_ROUTES);
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      spool.send("mail.in", keyed("FIRST", "k"));
      List<Future<?>> good = new ArrayList<>();
      List<Future<?>> bad = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        QueuedMessage fresh = keyed("NEW" + i, "fresh-" + i);
        QueuedMessage again = keyed("AGAIN" + i, "k");
        good.add(senders.submit(() -> spool.send("mail.in", fresh)));
        if (i % 10 == 0) {
          bad.add(senders.submit(() -> spool.send("mail.in", again)));
        }
      }
      for (Future<?> sent : good) {
        var unused = sent.get();
      }
      for (Future<?> sent : bad) {
        assertThatThrownBy(sent::get).hasRootCauseInstanceOf(DuplicateMailException.class);
      }
      assertThat(spool.depth("mail.in")).isEqualTo(301);
    }
  }

  @Test
  void ofManyAtOnceOneIsTaken(@TempDir Path directory) throws Exception {
    try (SpoolFixture spool = SpoolFixture.start(directory, NO_ROUTES);
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        QueuedMessage mail = keyed("ID" + i, "same");
        all.add(senders.submit(() -> spool.send("mail.in", mail)));
      }
      int refused = 0;
      for (Future<?> sent : all) {
        refused += isRefused(sent) ? 1 : 0;
      }
      assertThat(refused).isEqualTo(49);
      assertThat(spool.depth("mail.in")).isEqualTo(1);
    }
  }

  private static boolean isRefused(Future<?> sent) throws InterruptedException {
    try {
      var unused = sent.get();
      return false;
    } catch (ExecutionException e) {
      assertThat(e).hasRootCauseInstanceOf(DuplicateMailException.class);
      return true;
    }
  }

  @Test
  void alsoOfLargeMailAndAfterARestart(@TempDir Path directory) throws Exception {
    QueuedMessage large =
        keyed(SpoolFixture.mail("LARGE", MailContent.of(new byte[2 << 20])), "large");
    try (SpoolFixture spool = SpoolFixture.start(directory, NO_ROUTES)) {
      spool.send("mail.in", large);
      spool.send("mail.in", keyed("SMALL", "small"));
    }
    try (SpoolFixture spool = SpoolFixture.start(directory, NO_ROUTES)) {
      assertThatThrownBy(() -> spool.send("mail.in", large))
          .hasRootCauseInstanceOf(DuplicateMailException.class);
      assertThatThrownBy(() -> spool.send("mail.in", keyed("SMALL", "small")))
          .hasRootCauseInstanceOf(DuplicateMailException.class);
      assertThat(spool.depth("mail.in")).isEqualTo(2);
    }
  }
}
