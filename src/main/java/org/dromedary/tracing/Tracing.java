package org.dromedary.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.dromedary.queue.MailListener;

/**
 * Sends the traces of mails to a collector, by OTLP over HTTP and in the background. Safe for use
 * by several threads.
 */
public final class Tracing implements AutoCloseable {
  private static final String PATH = "/v1/traces";
  private static final int CLOSE_SECONDS = 5;

  private final ExportLog log = new ExportLog();
  private final SdkTracerProvider provider;
  private final MailTraces mails;

  private Tracing(URI endpoint, String hostname) {
    TraceIds ids = new TraceIds();
    provider =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setSampler(Sampler.alwaysOn())
            .setResource(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "dromedary",
                        AttributeKey.stringKey("host.name"),
                        hostname)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder().setEndpoint(endpoint + PATH).build())
                    .build())
            .build();
    mails = new MailTraces(provider.get("org.dromedary"), ids);
  }

  /**
   * Begins.
   *
   * @param endpoint of the collector, without {@code /v1/traces}
   * @param hostname who we are
   */
  public static Tracing start(URI endpoint, String hostname) {
    return new Tracing(endpoint, hostname);
  }

  /** Makes spans. */
  public MailListener mails() {
    return mails;
  }

  /** Sends what there still is, within a bound. */
  @Override
  public void close() {
    var unused = provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    log.close();
  }
}
