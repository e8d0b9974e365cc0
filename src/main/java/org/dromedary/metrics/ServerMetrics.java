package org.dromedary.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.dromedary.smtp.server.ConnectionListener;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.smtp.server.Refusal;
import org.dromedary.smtp.server.RefusalListener;
import org.dromedary.smtp.server.RefusalReason;

/** What SMTP clients do, and why they are refused. */
public final class ServerMetrics implements RefusalListener, ConnectionListener {
  private final PerConstant<RefusalReason, Counter> refused;
  private final PerConstant<ListenerKind, Counter> opened;
  private final PerConstant<ListenerKind, AtomicInteger> open;
  private final HandshakeMetrics handshakes;

  ServerMetrics(MeterRegistry registry) {
    refused = new PerConstant<>(RefusalReason.class, reason -> refused(registry, reason));
    opened = new PerConstant<>(ListenerKind.class, kind -> opened(registry, kind));
    open = new PerConstant<>(ListenerKind.class, kind -> gauge(registry, kind));
    handshakes = new HandshakeMetrics(registry, "in");
  }

  /** By the words of the events. */
  private static Counter refused(MeterRegistry registry, RefusalReason reason) {
    return Counter.builder("dromedary.refused")
        .description("Replies 4yz and 5yz of the SMTP server")
        .tag("reason", reason.name())
        .register(registry);
  }

  private static Counter opened(MeterRegistry registry, ListenerKind kind) {
    return Counter.builder("dromedary.smtp.connections.opened")
        .description("Connections of clients, also those that were refused")
        .tag("listener", kind.word())
        .register(registry);
  }

  private static AtomicInteger gauge(MeterRegistry registry, ListenerKind kind) {
    AtomicInteger count = new AtomicInteger();
    Gauge.builder("dromedary.smtp.connections", count, AtomicInteger::get)
        .description("Connections of clients that are open")
        .tag("listener", kind.word())
        .strongReference(true)
        .register(registry);
    return count;
  }

  @Override
  public void refused(Refusal refusal) {
    refused.of(refusal.reason()).increment();
  }

  @Override
  public void opened(ListenerKind listener) {
    opened.of(listener).increment();
    open.of(listener).incrementAndGet();
  }

  @Override
  public void closed(ListenerKind listener) {
    open.of(listener).decrementAndGet();
  }

  @Override
  public void succeeded(String version) {
    handshakes.succeeded(version);
  }

  @Override
  public void failed() {
    handshakes.failed();
  }
}
