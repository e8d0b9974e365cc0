package org.dromedary.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dromedary.mail.QueueIdGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventsTest {
  static final QueueIdGenerator IDS = new QueueIdGenerator(InstantSource.system(), new Random(7));

  private final List<String> published = new CopyOnWriteArrayList<>();

  private Events start(EventTopic topic) {
    return Events.start(topic, IDS, InstantSource.system());
  }

  private void add(List<TopicEvent> events) {
    events.forEach(event -> published.add(event.json()));
  }

  @Test
  void publishesInOrderAndAllBeforeItCloses() {
    try (Events events = start(this::add)) {
      for (int i = 0; i < 500; i++) {
        events.publish(new Event.Refused(Refusals.of(i + "@example.org")));
      }
    }
    assertThat(published).hasSize(500);
    assertThat(published.getLast()).contains("\"499@example.org\"");
  }

  @Test
  void aTopicThatHangsHoldsNobodyUpAndWhatIsDroppedIsTold() {
    CountDownLatch hanging = new CountDownLatch(1);
    int more = 225;
    EventTopic topic =
        json -> {
          hanging.await();
          add(json);
        };
    try (Events events = start(topic)) {
      for (int i = 0; i < Events.BUFFER + more; i++) {
        events.publish(new Event.Refused(Refusals.of(i + "@example.org")));
      }
      hanging.countDown();
      await().until(() -> published.stream().anyMatch(json -> json.contains("\"dropped\"")));
    }
    String told = published.stream().filter(j -> j.contains("\"dropped\"")).findFirst().orElse("");
    long count = (Long) Refusals.parsed(told).getOrDefault("count", 0L);
    // some may have been taken out of the buffer before the topic hung
    assertThat(count).isBetween(more - 100L, (long) more);
    assertThat(published).hasSize(Events.BUFFER + more - (int) count + 1);
  }

  @Test
  void whatCannotBePublishedWaitsUntilItCan() {
    AtomicInteger attempts = new AtomicInteger();
    EventTopic topic =
        json -> {
          if (attempts.incrementAndGet() < 3) {
            throw new IllegalStateException("the broker is away");
          }
          add(json);
        };
    try (Events events = start(topic)) {
      events.publish(new Event.Refused(Refusals.of("a@example.org")));
      events.publish(new Event.Refused(Refusals.of("b@example.org")));
      await().until(() -> published.size() == 2);
    }
    assertThat(attempts).hasValueBetween(3, 4); // both may have gone together
  }

  @Test
  void closingDoesNotWaitForATopicThatIsGone() {
    Events broken =
        start(
            json -> {
              throw new IllegalStateException("the broker is gone");
            });
    Events hanging = start(json -> new CountDownLatch(1).await());
    broken.publish(new Event.Refused(Refusals.of("a@example.org")));
    hanging.publish(new Event.Refused(Refusals.of("a@example.org")));
    broken.close();
    hanging.close();
    assertThat(published).isEmpty();
  }
}
