package org.dromedary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.dromedary.management.ApiAnswer;
import org.dromedary.management.ApiException;
import org.dromedary.management.ApiOperation;
import org.dromedary.management.ApiRequest;
import org.dromedary.report.Report;
import org.dromedary.report.ReportKind;
import org.dromedary.report.ReportSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports over HTTP.
 *
 * @param waiting how many messages are on a queue
 */
record ReportsApi(Reports reports, ToLongFunction<String> waiting, InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(ReportsApi.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** By their {@code operationId}. */
  Map<String, ApiOperation.Work> works() {
    return Map.of(
        "listReports", request -> list(), "showReport", this::show, "sendReport", this::send);
  }

  private ApiAnswer list() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode written = answer.putArray("reports");
    Instant now = clock.instant();
    for (ReportSettings report : reports.all()) {
      ObjectNode one =
          written
              .addObject()
              .put("name", report.kind().word())
              .put("title", report.kind().title())
              .put("enabled", report.enabled())
              .put("cron", report.schedule().cron())
              .put("timeZone", report.zone().getId())
              .put("recipient", report.recipient().toString())
              .put("onlyIfAny", report.onlyIfAny());
      if (report.enabled()) {
        report.schedule().after(now).ifPresent(next -> one.put("next", next.toString()));
        one.put("waiting", waiting.applyAsLong(Reports.QUEUE_PREFIX + report.kind().word()));
      }
    }
    return ApiAnswer.ok(answer.toString());
  }

  private static ReportKind kind(ApiRequest request) {
    return ReportKind.of(request.name().orElseThrow())
        .orElseThrow(() -> new ApiException(404, "there is no report of this name"));
  }

  private static ApiException isOff(ReportKind kind) {
    return new ApiException(
        409, "the report is off: set dromedary.reports." + kind.word() + ".enabled=true");
  }

  private ApiAnswer show(ApiRequest request) throws Exception {
    ReportKind kind = kind(request);
    String format = request.parameter("format").orElse("text");
    Report report = reports.preview(kind).orElseThrow(() -> isOff(kind));
    return switch (format) {
      case "text" -> ApiAnswer.of("text/plain; charset=utf-8", report.text());
      case "html" -> ApiAnswer.of("text/html; charset=utf-8", report.page());
      case "mail" -> {
        byte[] mail = reports.previewMail(report, kind);
        yield ApiAnswer.of("message/rfc822", out -> out.write(mail));
      }
      default -> throw new ApiException(400, "format: write text, html or mail");
    };
  }

  private ApiAnswer send(ApiRequest request) throws Exception {
    ReportKind kind = kind(request);
    if (!reports.settings(kind).enabled()) {
      throw isOff(kind);
    }
    LOG.info("{} has the report {} sent", request.user(), kind.word());
    Reports.Sent sent = reports.send(kind);
    Optional<ReportRun> run = sent.run();
    if (run.isEmpty() || run.get().mail().isEmpty()) {
      throw new ApiException(409, "the report is being made already");
    }
    return ApiAnswer.ok(
        JSON.createObjectNode()
            .put("queueId", run.get().mail().get().queueId().value())
            .put("recipient", run.get().settings().recipient().toString())
            .put("events", run.get().count())
            .toString());
  }
}
