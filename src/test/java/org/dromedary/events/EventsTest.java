package org.dromedary.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.smtp.client.ConnectionAttempt;
import org.dromedary.testkit.Mails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventsTest {
  static final QueueIdGenerator IDS = new QueueIdGenerator(InstantSource.system(), new Random(7));

  private static final Event READ = new Event.ArchiveRead("op", "show", "1.Q1R1.host", 1);

  private final FakeJournal journal = new FakeJournal();

  private Events start() {
    return Events.start(
        journal, new EventWriter(IDS, InstantSource.system()), InstantSource.system());
  }

  private static Event refused(int number) {
    return new Event.Refused(Refusals.of(number + "@example.org"));
  }

  private static Event connected(int number) {
    return new Event.Connected(
        new ConnectionAttempt(
            "mx" + number + ".example[192.0.2.1]:25", "connected", "", "", Duration.ZERO));
  }

  private static boolean isDropped(String line) {
    return EventTopic.word(line).equals(DroppedEvents.WORD);
  }

  @Test
  void refusalsAreWrittenInOrderAndAllBeforeItCloses() {
    try (Events events = start()) {
      for (int i = 0; i < 500; i++) {
        events.publish(refused(i));
      }
    }
    assertThat(journal.lines).hasSize(500);
    assertThat(journal.lines.getLast()).contains("\"499@example.org\"");
    assertThat(journal.attempts()).isLessThan(500); // in lots
  }

  @Test
  void aFloodOfRefusalsHoldsNobodyUpAndWhatIsDroppedIsTold() {
    journal.hang();
    int more = 225;
    try (Events events = start()) {
      for (int i = 0; i < RefusalBuffer.BUFFER + more; i++) {
        events.publish(refused(i));
      }
      journal.release();
      await().until(() -> journal.lines.stream().anyMatch(EventsTest::isDropped));
    }
    String told = journal.lines.stream().filter(EventsTest::isDropped).findFirst().orElse("");
    long count = (Long) Refusals.parsed(told).getOrDefault("count", 0L);
    // some may have been taken out of the buffer before the journal hung
    assertThat(count).isBetween(more - 200L, (long) more);
    assertThat(Refusals.parsed(told)).containsEntry("of", "refused");
    assertThat(journal.lines).hasSize(RefusalBuffer.BUFFER + more - (int) count + 1);
  }

  @Test
  void whilePublishingIsBehindRefusalsTakeNoDisk() {
    journal.isBehind = true;
    try (Events events = start()) {
      events.publish(refused(1));
      events.publish(connected(1));
      await().until(() -> journal.lines.size() == 1);
      assertThat(journal.lines.getFirst()).contains("connected");
      events.publish(refused(2));
      journal.isBehind = false;
      await()
          .until(
              () -> {
                events.publish(refused(3));
                return journal.lines.stream().anyMatch(EventsTest::isDropped);
              });
    }
    assertThat(journal.lines).noneMatch(line -> line.contains("\"1@example.org\""));
  }

  @Test
  void nothingButRefusalsIsEverDropped() {
    int count = 2 * RefusalBuffer.BUFFER;
    journal.hang();
    try (Events events = start()) {
      for (int i = 0; i < count; i++) {
        events.publish(connected(i));
      }
      journal.release();
      assertThat(journal.lines).hasSize(count);
      assertThat(journal.lines.getLast()).contains("mx" + (count - 1) + ".example");
    }
  }

  @Test
  void whatCannotBeWrittenWaitsUntilItCan() {
    journal.fail(2);
    try (Events events = start()) {
      events.publish(connected(1));
      events.publish(refused(1));
      await().until(() -> journal.lines.size() == 2);
    }
    assertThat(journal.lines).noneMatch(EventsTest::isDropped);
  }

  @Test
  void connectionsAreSettledWhenTheyAreDurable() {
    try (Events events = start()) {
      CompletableFuture<Void> before = events.settled().toCompletableFuture();
      assertThat(before).isCompleted();
      journal.hang();
      events.publish(connected(1));
      events.publish(connected(2));
      CompletableFuture<Void> settled = events.settled().toCompletableFuture();
      assertThat(settled).isNotDone();
      journal.release();
      settled.join();
      assertThat(journal.lines).hasSize(2);
      assertThat(events.settled().toCompletableFuture()).isCompleted();
    }
  }

  @Test
  void whoWaitsDoesNotGoOnInTheThreadOfTheJournal() {
    try (Events events = start()) {
      journal.hang();
      events.publish(connected(1));
      Thread journalThread = Thread.currentThread();
      AtomicBoolean held = new AtomicBoolean();
      CompletableFuture<Void> after =
          events
              .settled()
              .thenRun(() -> held.set(Thread.currentThread() == journalThread))
              .toCompletableFuture();
      journal.release();
      after.join();
      assertThat(held).isFalse();
    }
  }

  @Test
  void connectionsThatCannotBeWrittenYetAreNotSettled() {
    journal.fail(1);
    try (Events events = start()) {
      events.publish(connected(1));
      CompletableFuture<Void> settled = events.settled().toCompletableFuture();
      assertThat(settled).isNotDone();
      settled.join();
      assertThat(journal.lines).hasSize(1);
    }
  }

  @Test
  void whatIsRecordedIsDurableOnReturn() {
    try (Events events = start()) {
      events.record(READ);
      assertThat(journal.lines).singleElement().asString().contains("\"archiveRead\"");
    }
  }

  @Test
  void whatCannotBeRecordedIsSaid() {
    try (Events events =
        Events.start(
            journal,
            new EventWriter(IDS, InstantSource.system()),
            InstantSource.system(),
            Duration.ofMillis(300))) {
      journal.isFull = true;
      assertThatThrownBy(() -> events.record(READ))
          .isInstanceOf(NotRecordedException.class)
          .hasMessageContaining("it must be recorded, and cannot be now");
      journal.isFull = false;
      journal.hang();
      assertThatThrownBy(() -> events.record(READ))
          .isInstanceOf(NotRecordedException.class)
          .hasMessageContaining("the broker does not answer");
      assertThat(journal.lines).isEmpty();
    }
  }

  @Test
  void closingDoesNotWaitForAJournalThatIsGone() {
    FakeJournal hanging = new FakeJournal();
    hanging.hang();
    Events waiting =
        Events.start(hanging, new EventWriter(IDS, InstantSource.system()), InstantSource.system());
    waiting.publish(refused(1));
    waiting.close();
    Events broken = start();
    journal.end();
    broken.publish(connected(1));
    CompletableFuture<Void> settled = broken.settled().toCompletableFuture();
    broken.publish(refused(1));
    broken.close();
    await().until(settled::isCompletedExceptionally);
    assertThatThrownBy(() -> broken.record(READ)).isInstanceOf(NotRecordedException.class);
    assertThat(journal.lines).isEmpty();
  }

  @Test
  void whatOperatorsDoIsToldInLots() {
    try (Events events = start()) {
      MailHistory history =
          new MailHistory(new MailEventWriter(IDS, InstantSource.system()), events);
      MailEvent held = new MailEvent.Acted(Mails.to("bob@example.org"), "held", "op");
      for (int i = 0; i < 1001; i++) {
        history.add(held);
      }
      assertThat(journal.lines).hasSize(1000);
      assertThat(journal.attempts()).isEqualTo(5);
      history.flush();
      history.settle();
      assertThat(journal.lines).hasSize(1001);
      assertThat(List.copyOf(journal.lines)).allMatch(EventTopic::isOfMail);
    }
  }
}
