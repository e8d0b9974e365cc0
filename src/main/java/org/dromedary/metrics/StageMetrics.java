package org.dromedary.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.Stage;

/** What attempts of one stage come to. */
final class StageMetrics {
  private static final String LABEL = "stage";

  /** From what a mail takes when all goes well to the lifetime of mail. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1),
    Duration.ofHours(4),
    Duration.ofDays(1),
    Duration.ofDays(5)
  };

  private final Counter delivered;
  private final Counter deferred;
  private final Counter postponed;
  private final Counter suspended;
  private final Counter rerouted;
  private final Timer deliveryTime;
  private final Timer queueAge;
  private final Timer duration;

  StageMetrics(MeterRegistry registry, Stage stage) {
    String word = stage.name().toLowerCase(Locale.ROOT);
    delivered = counter(registry, word, "delivered", "Recipients that have the mail");
    deferred = counter(registry, word, "deferred", "Attempts for recipients that failed for now");
    postponed =
        counter(registry, word, "postponed", "Recipients not tried because their next hop is busy");
    suspended =
        counter(registry, word, "suspended", "Recipients whose next hop an operator has suspended");
    rerouted = counter(registry, word, "rerouted", "Recipients that have another way by now");
    deliveryTime =
        timer(registry, word, "delivery", "Time from arrival until a recipient has the mail");
    queueAge = timer(registry, word, "queue.age", "Age of mails when an attempt begins");
    duration = timer(registry, word, "attempt", "Time that attempts take");
  }

  private static Counter counter(
      MeterRegistry registry, String stage, String name, String description) {
    return Counter.builder("dromedary.recipients." + name)
        .description(description)
        .tag(LABEL, stage)
        .register(registry);
  }

  private static Timer timer(
      MeterRegistry registry, String stage, String name, String description) {
    return Timer.builder("dromedary." + name)
        .description(description)
        .tag(LABEL, stage)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  void attempted(DeliveryReport report, Instant from, Instant to) {
    queueAge.record(report.message().ageAt(from));
    duration.record(Duration.between(from, to));
    Duration age = report.message().ageAt(to);
    for (DeliveryOutcome outcome : report.outcomes()) {
      switch (outcome) {
        case DeliveryOutcome.Delivered had -> {
          delivered.increment();
          deliveryTime.record(age);
        }
        case DeliveryOutcome.Deferred waits -> deferred.increment();
        case DeliveryOutcome.Postponed waits -> postponed.increment();
        case DeliveryOutcome.Suspended waits -> suspended.increment();
        case DeliveryOutcome.Rerouted goes -> rerouted.increment();
        case DeliveryOutcome.Failed failed -> {
          // it is counted when it is given up
        }
      }
    }
  }
}
