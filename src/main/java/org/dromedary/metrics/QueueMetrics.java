package org.dromedary.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How much mail waits for what, and for how long.
 *
 * @param queues all of the broker; asked for each value, so it must be cheap
 */
record QueueMetrics(Supplier<List<QueueSize>> queues) implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    for (QueueState state : QueueState.values()) {
      Gauge.builder("dromedary.queue.messages", () -> messages(state))
          .description("Mails on the queues, also those that are being worked on")
          .tag("state", state.word())
          .strongReference(true)
          .register(registry);
      Gauge.builder("dromedary.queue.oldest", () -> oldest(state))
          .description("How long the first mail that nobody works on has been on its queue, else 0")
          .baseUnit("seconds")
          .tag("state", state.word())
          .strongReference(true)
          .register(registry);
    }
  }

  private Stream<QueueSize> of(QueueState state) {
    return queues.get().stream().filter(queue -> QueueState.of(queue.name()) == state);
  }

  private long messages(QueueState state) {
    return of(state).mapToLong(QueueSize::messages).sum();
  }

  private double oldest(QueueState state) {
    return of(state)
        .map(QueueSize::oldest)
        .flatMap(Optional::stream)
        .max(Duration::compareTo)
        .map(age -> age.toMillis() / 1000.0)
        .orElse(0.0);
  }
}
