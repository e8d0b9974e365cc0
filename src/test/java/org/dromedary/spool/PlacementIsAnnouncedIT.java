package org.dromedary.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.Placement;
import org.dromedary.queue.PlacementObserver;
import org.dromedary.queue.QueueEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of actions on mail, and when. */
class PlacementIsAnnouncedIT {
  private static final String FROM = MailQueue.HELD;
  private static final String TO = MailQueue.SUSPENDED;

  @TempDir Path directory;

  private static Optional<Placement> moved(QueueEntry entry) {
    return Optional.of(new Placement.On(TO, entry.mail()));
  }

  private SpoolFixture start(int mails) throws Exception {
    SpoolFixture spool =
        SpoolFixture.start(
            directory,
            new RouteBuilder() {
              @Override
              public void configure() {}
            });
    component(spool).ensureQueues(FROM, TO);
    for (int i = 0; i < mails; i++) {
      spool.send(FROM, SpoolFixture.mail("ID" + i, "x"));
    }
    return spool;
  }

  private static SpoolComponent component(SpoolFixture spool) {
    return spool.camel().getComponent("spool", SpoolComponent.class);
  }

  private static SpoolQueues queues(SpoolFixture spool) {
    return new SpoolQueues(spool.broker().server(), component(spool));
  }

  /** Writes down how many mails were placed at each commit, which is still to come. */
  private static final class Witness implements PlacementObserver {
    private final SpoolFixture spool;
    private final List<Integer> commits = new ArrayList<>();
    private int placed;

    Witness(SpoolFixture spool) {
      this.spool = spool;
    }

    @Override
    public void meant(QueueEntry entry, Placement placement) {}

    @Override
    public void placed(QueueEntry entry) {
      placed++;
    }

    @Override
    public void committing() {
      // long enough for the broker to count what it has
      await().during(Duration.ofMillis(300)).until(() -> spool.depth(TO) < placed);
      commits.add(placed);
    }
  }

  @Test
  void eachCommitIsAnnouncedBeforeItIsMade() throws Exception {
    try (SpoolFixture spool = start(1203)) {
      Witness witness = new Witness(spool);
      queues(spool).place(FROM::equals, PlacementIsAnnouncedIT::moved, witness);
      assertThat(witness.commits).containsExactly(1000, 1203);
      spool.awaitDepth(TO, 1203);
      assertThat(spool.depth(FROM)).isZero();
    }
  }

  @Test
  void soIsTheCommitOfWhatIsDeleted() throws Exception {
    try (SpoolFixture spool = start(3)) {
      Witness witness = new Witness(spool);
      queues(spool).place(FROM::equals, entry -> Optional.of(new Placement.Gone()), witness);
      assertThat(witness.commits).containsExactly(3);
      assertThat(spool.depth(FROM)).isZero();
    }
  }

  @Test
  void nothingIsDoneWhenThePlanIsNotTaken() throws Exception {
    try (SpoolFixture spool = start(3)) {
      Witness witness = new Witness(spool);
      PlacementObserver refuses =
          new PlacementObserver() {
            @Override
            public void meant(QueueEntry entry, Placement placement) {}

            @Override
            public void planned() {
              throw new IllegalStateException("it cannot be recorded");
            }

            @Override
            public void placed(QueueEntry entry) {
              witness.placed(entry);
            }
          };
      assertThatThrownBy(
              () -> queues(spool).place(FROM::equals, PlacementIsAnnouncedIT::moved, refuses))
          .hasMessage("it cannot be recorded");
      assertThat(witness.placed).isZero();
      spool.awaitDepth(FROM, 3);
    }
  }
}
