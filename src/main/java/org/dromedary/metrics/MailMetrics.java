package org.dromedary.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dromedary.dsn.NotificationKind;
import org.dromedary.mail.Notify;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.MailListener;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.Stage;
import org.dromedary.routing.RoutingFacts;

/**
 * What becomes of mails: accepted ones by listener, the rest by recipient, as each recipient has a
 * fate of its own.
 */
public final class MailMetrics implements MailListener {
  private final Map<String, Counter> received;
  private final StageMetrics local;
  private final StageMetrics remote;
  private final PerConstant<NotificationKind, Counter> notices;
  private final Counter failed;
  private final Counter expired;
  private final Counter parked;
  private final Counter held;
  private final Timer routing;

  MailMetrics(MeterRegistry registry) {
    received =
        RoutingFacts.LISTENERS.stream()
            .filter(listener -> !listener.equals("local"))
            .collect(Collectors.toUnmodifiableMap(Function.identity(), w -> received(registry, w)));
    local = new StageMetrics(registry, Stage.LOCAL);
    remote = new StageMetrics(registry, Stage.REMOTE);
    notices = new PerConstant<>(NotificationKind.class, kind -> notices(registry, kind));
    failed = recipients(registry, "failed", "Recipients that were given up for a permanent reason");
    expired = recipients(registry, "expired", "Recipients that were given up as too old");
    parked = recipients(registry, "parked", "Failed recipients whose sender cannot be told");
    held = recipients(registry, "held", "Recipients whose mail a rule keeps back");
    routing =
        Timer.builder("dromedary.routing")
            .description("Time that it takes to decide where the recipients of a mail are")
            .register(registry);
  }

  private static Counter received(MeterRegistry registry, String listener) {
    return Counter.builder("dromedary.mails.received")
        .description("Mails that were accepted from clients")
        .tag("listener", listener)
        .register(registry);
  }

  private static Counter notices(MeterRegistry registry, NotificationKind kind) {
    return Counter.builder("dromedary.notices")
        .description("Notices (DSN) that were queued for senders")
        .tag("kind", kind.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private static Counter recipients(MeterRegistry registry, String name, String description) {
    return Counter.builder("dromedary.recipients." + name)
        .description(description)
        .register(registry);
  }

  @Override
  public void received(QueuedMessage mail, Instant at) {
    Counter counter = received.get(mail.arrival().listener());
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void routed(QueuedMessage mail, Instant from, Instant to) {
    routing.record(Duration.between(from, to));
  }

  @Override
  public void attempted(DeliveryReport report, Instant from, Instant to) {
    switch (report.stage()) {
      case ROUTE, LOCAL -> local.attempted(report, from, to);
      case REMOTE -> remote.attempted(report, from, to);
    }
  }

  @Override
  public void givenUp(FollowUp.GiveUp giveUp) {
    count(giveUp);
    if (giveUp.failures().stream()
        .anyMatch(f -> f.recipient().wantsNotice(Notify.Condition.FAILURE))) {
      notices.of(NotificationKind.FAILURE).increment();
    }
  }

  @Override
  public void parked(FollowUp.GiveUp giveUp) {
    count(giveUp);
    parked.increment(giveUp.failures().size());
  }

  private void count(FollowUp.GiveUp giveUp) {
    for (DeliveryOutcome.Failed failure : giveUp.failures()) {
      Counter counter = failure.reply().code().isTransient() ? expired : failed;
      counter.increment();
    }
  }

  @Override
  public void warned(FollowUp.Warn warn) {
    notices.of(NotificationKind.DELAY).increment();
  }

  @Override
  public void confirmed(FollowUp.Confirm confirm) {
    NotificationKind kind =
        switch (confirm.stage()) {
          case ROUTE, LOCAL -> NotificationKind.DELIVERED;
          case REMOTE -> NotificationKind.RELAYED;
        };
    notices.of(kind).increment();
  }

  @Override
  public void held(QueuedMessage mail) {
    held.increment(mail.envelope().recipients().size());
  }
}
