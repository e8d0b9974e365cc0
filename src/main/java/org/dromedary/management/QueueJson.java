package org.dromedary.management;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Recipient;
import org.dromedary.queue.MailWay;
import org.dromedary.queue.QueueOperations.Result;
import org.dromedary.queue.QueueOperations.Seen;
import org.dromedary.queue.QueuedMessage;

/** Mail on the queues as {@code openapi.json} has it. */
final class QueueJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private QueueJson() {}

  static ObjectNode of(Seen seen, Instant now) {
    QueuedMessage mail = seen.entry().mail();
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", mail.queueId().value())
            .put("queue", seen.entry().queue())
            .put("state", seen.state().text())
            .put(
                "sender",
                mail.envelope().reversePath().address().map(MailAddress::toString).orElse(""));
    ArrayNode recipients = json.putArray("recipients");
    for (Recipient recipient : mail.envelope().recipients()) {
      recipients.add(recipient.address().toString());
    }
    json.put("size", mail.content().size())
        .put("arrivedAt", mail.arrival().at().toString())
        .put("ageSeconds", mail.ageAt(now).toSeconds())
        .put("client", mail.arrival().client())
        .put("listener", mail.arrival().listener());
    mail.arrival().user().ifPresent(user -> json.put("user", user));
    mail.submission().correlationId().ifPresent(id -> json.put("correlationId", id));
    json.put("attempts", mail.retry().attempts());
    mail.nextAttemptAt().ifPresent(at -> json.put("nextAttemptAt", at.toString()));
    if (!mail.retry().lastReply().isEmpty()) {
      json.put("lastReply", mail.retry().lastReply());
    }
    ArrayNode nextHops = json.putArray("nextHops");
    seen.ways().stream().map(MailWay::nextHop).distinct().forEach(nextHops::add);
    ArrayNode rules = json.putArray("rules");
    seen.ways().stream().map(MailWay::rule).distinct().forEach(rules::add);
    seen.entry()
        .hold()
        .ifPresent(hold -> json.put("heldBy", hold.by()).put("heldReason", hold.reason()));
    seen.entry().deadReason().ifPresent(reason -> json.put("failure", reason));
    seen.entry().deadFrom().ifPresent(from -> json.put("failedOn", from));
    return json;
  }

  static ObjectNode of(Result result) {
    return JSON.createObjectNode()
        .put("meant", result.meant())
        .put("done", result.placed())
        .put("active", result.active());
  }
}
