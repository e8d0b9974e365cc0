package org.dromedary.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.dromedary.tls.HandshakeListener;

/** How handshakes of one direction end. */
public final class HandshakeMetrics implements HandshakeListener {
  private static final String NONE = "none";

  private final Counter newest;
  private final Counter older;
  private final Counter failed;

  /**
   * @param direction {@code in} or {@code out}
   */
  HandshakeMetrics(MeterRegistry registry, String direction) {
    newest = counter(registry, direction, "TLSv1.3", "succeeded");
    older = counter(registry, direction, "TLSv1.2", "succeeded");
    failed = counter(registry, direction, NONE, "failed");
  }

  private static Counter counter(
      MeterRegistry registry, String direction, String version, String outcome) {
    return Counter.builder("dromedary.tls.handshakes")
        .description("TLS handshakes with clients (in) and other servers (out)")
        .tags("direction", direction, "version", version, "outcome", outcome)
        .register(registry);
  }

  /** There are two versions, others are not spoken. */
  @Override
  public void succeeded(String version) {
    Counter counter = version.equals("TLSv1.3") ? newest : older;
    counter.increment();
  }

  @Override
  public void failed() {
    failed.increment();
  }
}
