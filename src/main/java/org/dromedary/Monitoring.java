package org.dromedary;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dromedary.broker.BrokerView;
import org.dromedary.broker.FreeSpace;
import org.dromedary.broker.QueueDepth;
import org.dromedary.dns.NameServerStatistics;
import org.dromedary.management.ApiAnswer;
import org.dromedary.management.MonitoringPage;
import org.dromedary.management.Readiness;
import org.dromedary.management.Readiness.Check;
import org.dromedary.metrics.Metrics;
import org.dromedary.metrics.Value;
import org.dromedary.queue.MailListener;
import org.dromedary.settings.Settings;
import org.dromedary.tracing.Tracing;

/** What others see of a running router: metrics, health, traces. */
final class Monitoring implements AutoCloseable {
  private final Settings settings;
  private final Metrics metrics = new Metrics();
  private final Optional<Tracing> tracing;
  private final MailListener mails;

  /**
   * What is watched.
   *
   * @param problems of files that are not in force
   * @param values further ones
   */
  record Parts(
      BrokerView broker,
      FreeSpace freeSpace,
      QueueDepth queueDepth,
      SmtpListeners listeners,
      Supplier<List<String>> problems,
      Supplier<List<NameServerStatistics>> nameServers,
      List<Value> values) {}

  Monitoring(Settings settings) {
    this.settings = settings;
    tracing =
        settings
            .monitoring()
            .otlpEndpoint()
            .map(endpoint -> Tracing.start(endpoint, settings.hostname().ascii()));
    mails =
        tracing
            .map(each -> MailListener.both(metrics.mails(), each.mails()))
            .orElse(metrics.mails());
  }

  Metrics metrics() {
    return metrics;
  }

  /** Counts mails, and traces them if somebody wants to know. */
  MailListener mails() {
    return mails;
  }

  /** The pages, from now on. */
  List<MonitoringPage> pages(Parts parts) {
    metrics.watchQueues(parts.broker()::queues);
    metrics.watchNameServers(parts.nameServers());
    FreeSpace disk = parts.freeSpace();
    metrics.watch(new Value("disk.free", "Free on the disk of the queues", "bytes", disk::free));
    metrics.watch(
        new Value("disk.required", "Free below which no mail is accepted", "bytes", disk::least));
    metrics.watch(
        new Value(
            "files.problems",
            "Mistakes in route files and tables that are not in force",
            "",
            () -> parts.problems().get().size()));
    parts.values().forEach(metrics::watch);
    Readiness readiness = readiness(parts);
    return List.of(
        MonitoringPage.of(
            settings.monitoring().metricsNetworks(),
            "/metrics",
            () -> ApiAnswer.of(Metrics.CONTENT_TYPE, metrics.scrape())),
        MonitoringPage.ofAll("/health/live", () -> ApiAnswer.ok("{\"status\":\"up\"}")),
        MonitoringPage.ofAll("/health/ready", readiness::answer));
  }

  private Readiness readiness(Parts parts) {
    return new Readiness(
        List.of(
            new Check("broker", true, parts.broker()::takesMessages),
            new Check("disk", true, parts.freeSpace()::hasRoom),
            new Check("queues", true, parts.queueDepth()::hasRoom),
            new Check("listeners", true, parts.listeners()::areAccepting),
            new Check("files", false, () -> parts.problems().get().isEmpty()),
            new Check("dns", false, () -> answer(parts.nameServers().get()))));
  }

  private static boolean answer(List<NameServerStatistics> servers) {
    return servers.isEmpty() || servers.stream().anyMatch(NameServerStatistics::isHealthy);
  }

  @Override
  public void close() {
    tracing.ifPresent(Tracing::close);
    metrics.close();
  }
}
