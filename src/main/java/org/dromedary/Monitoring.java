package org.dromedary;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dromedary.dns.NameServerStatistics;
import org.dromedary.management.ApiAnswer;
import org.dromedary.management.MonitoringPage;
import org.dromedary.management.Readiness;
import org.dromedary.management.Readiness.Check;
import org.dromedary.metrics.Metrics;
import org.dromedary.metrics.QueueSize;
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
   * @param checks whether it can do its work
   * @param problems of files that are not in force
   * @param values further ones
   */
  record Parts(
      Supplier<List<QueueSize>> queues,
      List<Check> checks,
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
    metrics.watchQueues(parts.queues());
    metrics.watchNameServers(parts.nameServers());
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

  private static Readiness readiness(Parts parts) {
    return new Readiness(
        Stream.concat(
                parts.checks().stream(),
                Stream.of(
                    new Check("files", false, () -> parts.problems().get().isEmpty()),
                    new Check("dns", false, () -> answer(parts.nameServers().get()))))
            .toList());
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
