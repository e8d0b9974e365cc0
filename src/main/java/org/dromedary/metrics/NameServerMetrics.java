package org.dromedary.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.dromedary.dns.NameServerStatistics;
import org.dromedary.mail.SocketText;

/**
 * How name servers answer: those that are asked for mail that no rule has its own for.
 *
 * @param servers always the same ones in the same order
 */
record NameServerMetrics(Supplier<List<NameServerStatistics>> servers) implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    List<NameServerStatistics> known = servers.get();
    for (int i = 0; i < known.size(); i++) {
      new Server(registry, i, SocketText.of(known.get(i).server())).bind();
    }
  }

  private final class Server {
    private final MeterRegistry registry;
    private final int index;
    private final String label;

    Server(MeterRegistry registry, int index, String label) {
      this.registry = registry;
      this.index = index;
      this.label = label;
    }

    void bind() {
      counter("queries", "Questions to name servers", NameServerStatistics::queries);
      counter("timeouts", "Questions without an answer in time", NameServerStatistics::timeouts);
      counter(
          "failures",
          "Questions that a name server could not answer, as by SERVFAIL",
          NameServerStatistics::failures);
      gauge("latency.seconds", "Time to an answer, smoothed", s -> s.latency().toNanos() / 1e9);
      gauge(
          "server.healthy",
          "1 when the last question to a name server was answered, else 0",
          s -> s.isHealthy() ? 1 : 0);
    }

    private void counter(
        String name, String description, ToDoubleFunction<NameServerStatistics> value) {
      FunctionCounter.builder(
              "dromedary.dns." + name, servers, all -> value.applyAsDouble(all.get().get(index)))
          .description(description)
          .tag("server", label)
          .register(registry);
    }

    private void gauge(
        String name, String description, ToDoubleFunction<NameServerStatistics> value) {
      Gauge.builder("dromedary.dns." + name, () -> value.applyAsDouble(servers.get().get(index)))
          .description(description)
          .tag("server", label)
          .strongReference(true)
          .register(registry);
    }
  }
}
