package org.dromedary.metrics;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.Supplier;
import org.dromedary.dns.NameServerStatistics;

/** All meters of a router. Safe for use by several threads. */
public final class Metrics implements AutoCloseable {
  /** What {@link #scrape} returns. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MailMetrics mails = new MailMetrics(registry);
  private final ServerMetrics server = new ServerMetrics(registry);
  private final HandshakeMetrics client = new HandshakeMetrics(registry, "out");
  private final JvmGcMetrics collections = new JvmGcMetrics();

  public Metrics() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Counts mails. */
  public MailMetrics mails() {
    return mails;
  }

  /** Counts what SMTP clients do. */
  public ServerMetrics server() {
    return server;
  }

  /** Counts handshakes with other servers. */
  public HandshakeMetrics client() {
    return client;
  }

  /**
   * Shows queues from now on.
   *
   * @param queues asked at each scrape
   */
  public void watchQueues(Supplier<List<QueueSize>> queues) {
    new QueueMetrics(queues).bindTo(registry);
  }

  /**
   * Shows name servers from now on, those that there are now.
   *
   * @param servers asked at each scrape
   */
  public void watchNameServers(Supplier<List<NameServerStatistics>> servers) {
    new NameServerMetrics(servers).bindTo(registry);
  }

  /** Shows a value from now on, which is asked for at each scrape. */
  public void watch(Value value) {
    value.bindTo(registry);
  }

  /** The text format of Prometheus. */
  public String scrape() {
    return registry.scrape(CONTENT_TYPE);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
