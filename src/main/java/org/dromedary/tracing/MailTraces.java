package org.dromedary.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dromedary.mail.EnhancedStatusCode;
import org.dromedary.mail.QueueId;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.MailListener;
import org.dromedary.queue.QueuedMessage;

/** Makes the spans of mails. */
final class MailTraces implements MailListener {
  private static final String MAILDIR = "maildir";
  private static final AttributeKey<String> QUEUE_ID = AttributeKey.stringKey("dromedary.queue_id");
  private static final AttributeKey<String> LISTENER = AttributeKey.stringKey("dromedary.listener");
  private static final AttributeKey<Long> SIZE = AttributeKey.longKey("dromedary.size");
  private static final AttributeKey<Long> RECIPIENTS = AttributeKey.longKey("dromedary.recipients");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("dromedary.attempt");
  private static final AttributeKey<String> STATUS = AttributeKey.stringKey("dromedary.status");
  private static final AttributeKey<String> NEXT_HOP = AttributeKey.stringKey("dromedary.next_hop");
  private static final AttributeKey<Long> REPLY_CODE = AttributeKey.longKey("dromedary.reply_code");
  private static final AttributeKey<String> ENHANCED_CODE =
      AttributeKey.stringKey("dromedary.enhanced_code");

  private final Tracer tracer;
  private final TraceIds ids;

  /** What recipients of an attempt have in common. */
  private record Result(
      String status, String nextHop, int code, String enhancedCode, boolean isError) {
    static Result of(DeliveryOutcome outcome) {
      return new Result(
          outcome.status(),
          withoutMailbox(outcome.relay()),
          outcome.reply().code().value(),
          outcome.reply().status().map(EnhancedStatusCode::toString).orElse("none"),
          outcome instanceof DeliveryOutcome.Deferred || outcome instanceof DeliveryOutcome.Failed);
    }
  }

  /** A Maildir has the address of a recipient for its name. */
  private static String withoutMailbox(String relay) {
    return relay.startsWith(MAILDIR + "[") ? MAILDIR : relay;
  }

  MailTraces(Tracer tracer, TraceIds ids) {
    this.tracer = tracer;
    this.ids = ids;
  }

  @Override
  public void received(QueuedMessage mail, Instant at) {
    SpanBuilder span =
        tracer
            .spanBuilder("accept")
            .setNoParent()
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(mail.arrival().at())
            .setAttribute(QUEUE_ID, mail.queueId().value())
            .setAttribute(LISTENER, mail.arrival().listener())
            .setAttribute(SIZE, mail.content().size())
            .setAttribute(RECIPIENTS, (long) mail.envelope().recipients().size());
    ids.asRoot(TraceIds.rootOf(mail.queueId()), span::startSpan).end(at);
  }

  @Override
  public void routed(QueuedMessage mail, Instant from, Instant to) {
    child("route", mail.queueId(), from)
        .setAttribute(RECIPIENTS, (long) mail.envelope().recipients().size())
        .startSpan()
        .end(to);
  }

  /** A span for the recipients that have next hop and reply in common. */
  @Override
  public void attempted(DeliveryReport report, Instant from, Instant to) {
    Map<Result, Long> results = new LinkedHashMap<>();
    report.outcomes().forEach(outcome -> results.merge(Result.of(outcome), 1L, Long::sum));
    results.forEach((result, count) -> attempt(report.message(), from, result, count).end(to));
  }

  private Span attempt(QueuedMessage mail, Instant from, Result result, long count) {
    Span span =
        child("deliver", mail.queueId(), from)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(STATUS, result.status())
            .setAttribute(NEXT_HOP, result.nextHop())
            .setAttribute(REPLY_CODE, (long) result.code())
            .setAttribute(ENHANCED_CODE, result.enhancedCode())
            .setAttribute(RECIPIENTS, count)
            .setAttribute(ATTEMPT, mail.retry().attempts() + 1L)
            .startSpan();
    return result.isError() ? span.setStatus(StatusCode.ERROR) : span;
  }

  private SpanBuilder child(String name, QueueId id, Instant from) {
    SpanContext root = TraceIds.rootOf(id);
    return tracer
        .spanBuilder(name)
        .setParent(Context.root().with(Span.wrap(root)))
        .setStartTimestamp(from)
        .setAttribute(QUEUE_ID, id.value());
  }
}
