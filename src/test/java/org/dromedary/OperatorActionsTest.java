package org.dromedary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.dromedary.camel.MailLog;
import org.dromedary.events.EventTopic;
import org.dromedary.events.EventWriter;
import org.dromedary.events.Events;
import org.dromedary.events.MailEventWriter;
import org.dromedary.events.MailHistory;
import org.dromedary.events.NotRecordedException;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.queue.MailFilter;
import org.dromedary.queue.MailListener;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.MailQueues;
import org.dromedary.queue.MailWay;
import org.dromedary.queue.MailWays;
import org.dromedary.queue.Placement;
import org.dromedary.queue.PlacementObserver;
import org.dromedary.queue.QueueAction;
import org.dromedary.queue.QueueEntry;
import org.dromedary.queue.QueueOperations;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.testkit.Mails;
import org.dromedary.testkit.RecordingJournal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators do is recorded first, and told before it is committed. */
class OperatorActionsTest {
  private static final InstantSource CLOCK = InstantSource.system();

  private final List<String> done = new ArrayList<>();

  private final RecordingJournal journal =
      new RecordingJournal(line -> done.add(EventTopic.word(line)));

  private final QueueIdGenerator ids = new QueueIdGenerator(CLOCK, new Random(1));
  private final Events events = Events.start(journal, new EventWriter(ids, CLOCK), CLOCK);
  private final QueueOperations operations =
      new QueueOperations(
          new TwoMails(),
          new NoWays(),
          new OperatorActions(
              new MailLog(CLOCK, MailListener.NONE),
              events,
              new MailHistory(new MailEventWriter(ids, CLOCK), events)),
          CLOCK);

  /** Two mails on a queue, which say when they are moved. */
  private final class TwoMails implements MailQueues {
    private final List<QueueEntry> entries = List.of(entry(1), entry(2));

    private QueueEntry entry(long position) {
      QueuedMessage mail = Mails.to("bob@example.org");
      return new QueueEntry(
          MailQueue.INGRESS,
          position,
          false,
          mail,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    @Override
    public void visit(Predicate<String> queue, Predicate<QueueEntry> visitor) {
      throw new IllegalStateException("nobody looks");
    }

    @Override
    public Map<String, Long> depths() {
      return Map.of();
    }

    @Override
    public void place(
        Predicate<String> queue,
        Function<QueueEntry, Optional<Placement>> action,
        PlacementObserver observer) {
      entries.forEach(entry -> observer.meant(entry, action.apply(entry).orElseThrow()));
      observer.planned();
      for (QueueEntry entry : entries) {
        done.add("moved");
        observer.placed(entry);
      }
      observer.committing();
      done.add("committed");
    }
  }

  private final class NoWays implements MailWays {
    @Override
    public Set<MailWay> of(QueuedMessage mail) {
      return Set.of();
    }

    @Override
    public Set<QueueId> ready() {
      return Set.of();
    }

    @Override
    public void reopen() {
      done.add("reopened");
    }
  }

  @AfterEach
  void stop() {
    events.close();
  }

  private void act(QueueAction action) {
    var unused =
        operations.act("op", MailFilter.parse(Map.of()), action, QueueOperations.Progress.NONE);
  }

  @Test
  void itIsRecordedFirstAndToldBeforeItIsCommitted() {
    act(new QueueAction.HoldBack("op", ""));
    assertThat(done).containsExactly("operated", "moved", "moved", "acted", "acted", "committed");
  }

  @Test
  void whatCannotBeRecordedIsNotDone() {
    journal.fill();
    assertThatThrownBy(() -> act(new QueueAction.Retry())).isInstanceOf(NotRecordedException.class);
    assertThat(done).isEmpty();
  }
}
