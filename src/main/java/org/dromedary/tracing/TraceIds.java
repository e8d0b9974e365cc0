package org.dromedary.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.dromedary.mail.QueueId;

/**
 * Ids that follow from the queue id: whoever has the one knows the trace, today and after a
 * restart. The span of the arrival is the root; all others have ids by chance and name it as their
 * parent.
 */
final class TraceIds implements IdGenerator {
  /** Octets of a trace id, behind which come those of the id of its root (W3C Trace Context). */
  private static final int TRACE_OCTETS = 16;

  private static final int SPAN_OCTETS = 8;

  private final IdGenerator random = IdGenerator.random();
  private final ThreadLocal<Optional<SpanContext>> root = ThreadLocal.withInitial(Optional::empty);

  /** The root span of the trace of a mail; it is always taken down. */
  static SpanContext rootOf(QueueId id) {
    byte[] digest = sha256(id.value().getBytes(StandardCharsets.US_ASCII));
    HexFormat hex = HexFormat.of();
    return SpanContext.createFromRemoteParent(
        hex.formatHex(digest, 0, TRACE_OCTETS),
        hex.formatHex(digest, TRACE_OCTETS, TRACE_OCTETS + SPAN_OCTETS),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  private static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What starts a root span gets these ids. */
  <T> T asRoot(SpanContext ids, Supplier<T> start) {
    root.set(Optional.of(ids));
    try {
      return start.get();
    } finally {
      root.remove();
    }
  }

  @Override
  public String generateTraceId() {
    return root.get().map(SpanContext::getTraceId).orElseGet(random::generateTraceId);
  }

  @Override
  public String generateSpanId() {
    return root.get().map(SpanContext::getSpanId).orElseGet(random::generateSpanId);
  }
}
