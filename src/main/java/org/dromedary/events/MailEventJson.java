package org.dromedary.events;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.EnhancedStatusCode;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.QueuedMessage;

/** Events of mails as they are kept: as they are published, but with all recipients in one. */
final class MailEventJson {
  private MailEventJson() {}

  static byte[] of(MailEvent event, String id, Instant at) {
    return EventJson.line(
        event.word(),
        id,
        at,
        json -> {
          writeMail(json, event);
          switch (event) {
            case MailEvent.Received received -> write(json, received);
            case MailEvent.Routed routed ->
                json.writeStringField("destination", routed.destination());
            case MailEvent.Expanded expanded -> recipients(json, "others", expanded.others());
            case MailEvent.Answered answered -> write(json, answered);
            case MailEvent.Notified notified -> {
              json.writeStringField("told", notified.told());
              json.writeStringField("notice", notified.notice().value());
            }
            case MailEvent.Held held -> {}
            case MailEvent.Parked parked -> {
              json.writeStringField("queue", parked.queue());
              EventJson.text(json, "reason", Optional.of(parked.reason()));
            }
            case MailEvent.Acted acted -> {
              json.writeStringField("action", acted.action());
              EventJson.text(json, "by", Optional.of(acted.by()));
            }
          }
        });
  }

  private static void writeMail(JsonGenerator json, MailEvent event) throws IOException {
    QueuedMessage mail = event.mail();
    json.writeStringField("queueId", mail.queueId().value());
    json.writeStringField(
        "arrivedAt", mail.arrival().at().truncatedTo(ChronoUnit.MILLIS).toString());
    EventJson.text(json, "sender", Optional.of(EventJson.address(mail.envelope().reversePath())));
    recipients(json, "recipients", event.recipients());
    EventJson.text(json, "user", mail.arrival().user());
    EventJson.text(json, "correlationId", mail.submission().correlationId());
  }

  private static void recipients(JsonGenerator json, String name, List<Recipient> recipients)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Recipient recipient : recipients) {
      json.writeString(EventJson.cut(recipient.address().toString()));
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, MailEvent.Received received) throws IOException {
    Arrival arrival = received.mail().arrival();
    EventJson.text(json, "client", Optional.of(arrival.client()));
    json.writeStringField("protocol", arrival.protocol());
    json.writeStringField("listener", arrival.listener());
    json.writeNumberField("size", received.mail().content().size());
    EventJson.text(json, "messageId", received.title().messageId());
    EventJson.text(json, "subjectHash", received.title().subjectHash());
    EventJson.text(json, "envelopeId", received.mail().envelope().options().envelopeId());
    EventJson.text(
        json, "notBefore", received.mail().submission().notBefore().map(Instant::toString));
    EventJson.text(json, "about", received.about().map(QueueId::value));
  }

  private static void write(JsonGenerator json, MailEvent.Answered answered) throws IOException {
    EventJson.text(json, "relay", Optional.of(answered.relay()));
    json.writeNumberField("code", answered.reply().code().value());
    EventJson.text(
        json, "enhancedCode", answered.reply().status().map(EnhancedStatusCode::toString));
    EventJson.text(json, "text", Optional.of(String.join(" ", answered.reply().lines())));
    json.writeNumberField("attempts", answered.attempts());
  }
}
