package org.dromedary.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.camel.builder.RouteBuilder;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.Placement;
import org.dromedary.queue.PlacementObserver;
import org.dromedary.queue.QueueEntry;
import org.dromedary.queue.QueuedMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators' actions on the queues of a broker on disk. */
class SpoolQueuesIT {
  private final List<QueuedMessage> received = Collections.synchronizedList(new ArrayList<>());

  @TempDir Path directory;

  @Test
  void whatIsMovedGoesOnWhenAllHasBeenMoved() throws Exception {
    try (SpoolFixture spool = SpoolFixture.start(directory, takesRerouted())) {
      spool.send(MailQueue.DEAD, SpoolFixture.mail("ID1", "x"));
      spool.send(MailQueue.HELD, SpoolFixture.mail("ID2", "x"));
      SpoolComponent component = spool.camel().getComponent("spool", SpoolComponent.class);
      Queue target = spool.broker().server().locateQueue(SimpleString.of(MailQueue.REROUTED));
      Placements placements = new Placements(target);

      new SpoolQueues(spool.broker().server(), component)
          .place(
              queue -> true,
              entry -> Optional.of(new Placement.On(MailQueue.REROUTED, entry.mail())),
              placements);

      assertThat(placements.waits).containsExactly(true, true);
      await().until(() -> received.size() == 2);
    }
  }

  /** Whether what has been moved waits, each time when a mail is moved. */
  private static final class Placements implements PlacementObserver {
    private final Queue target;
    private final List<Boolean> waits = new ArrayList<>();

    private Placements(Queue target) {
      this.target = target;
    }

    @Override
    public void meant(QueueEntry entry, Placement placement) {}

    @Override
    public void placed(QueueEntry entry) {
      waits.add(target.isPaused());
    }
  }

  private RouteBuilder takesRerouted() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("spool:" + MailQueue.REROUTED)
            .process(e -> received.add(e.getMessage().getBody(QueuedMessage.class)));
      }
    };
  }
}
