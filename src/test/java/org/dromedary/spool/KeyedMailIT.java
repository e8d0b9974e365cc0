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
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.dromedary.mail.IdempotencyKey;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.Submission;
import org.dromedary.queue.DuplicateMailException;
import org.dromedary.queue.QueuedMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
      spool.awaitDepth("mail.in", 301);
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
      spool.awaitDepth("mail.in", 1);
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

  /** Neither knows of the other; the broker does. */
  @Test
  void ofTwoRoutersOneSendsIt(@TempDir Path directory) throws Exception {
    try (SpoolFixture spool = SpoolFixture.start(directory, NO_ROUTES);
        DefaultCamelContext other = spool.another(directory);
        ProducerTemplate template = other.createProducerTemplate();
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      spool.send("mail.in", keyed("FIRST", "k"));
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        QueuedMessage here = keyed("HERE" + i, "key-" + i);
        QueuedMessage there = keyed("THERE" + i, "key-" + i);
        all.add(senders.submit(() -> spool.send("mail.in", here)));
        all.add(senders.submit(() -> template.sendBody("spool:mail.in", there)));
      }
      int refused = 0;
      for (Future<?> sent : all) {
        refused += isRefused(sent) ? 1 : 0;
      }
      assertThat(refused).isEqualTo(300);
      spool.awaitDepth("mail.in", 301);
    }
  }

  /** Whether it is a repetition is known when the other transaction has ended. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void waitsForAnotherRouterThatIsSendingIt(boolean commits, @TempDir Path directory)
      throws Exception {
    try (SpoolFixture spool = SpoolFixture.start(directory, NO_ROUTES);
        ClientSession other = spool.broker().openSession();
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      spool.send("mail.in", keyed("FIRST", "k"));
      ClientMessage message = other.createMessage(true);
      message.putBytesProperty(
          Message.HDR_DUPLICATE_DETECTION_ID, IdempotencyKey.of("shop", "same").octets());
      try (ClientProducer producer = other.createProducer("mail.in")) {
        producer.send(message);
      }
      other.addressQuery(SimpleString.of("mail.in")); // it has come to the broker
      Future<?> mine = senders.submit(() -> spool.send("mail.in", keyed("MINE", "same")));
      spool.send("mail.in", keyed("OTHER", "another")); // is not held up
      assertThat(mine).isNotDone();
      if (commits) {
        other.commit();
      } else {
        other.rollback();
      }
      assertThat(isRefused(mine)).isEqualTo(commits);
      spool.awaitDepth("mail.in", 3);
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
      spool.awaitDepth("mail.in", 2);
    }
  }
}
