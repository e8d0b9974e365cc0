package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Mail on the queues for people. */
final class MailText {
  private MailText() {}

  static Stream<String> lines(JsonNode mail, RouterQuestion router) {
    String recipients = joined(mail.path("recipients"));
    String first =
        String.format(
            Locale.ROOT,
            "%-16s %s %8s %8s  %s -> %s",
            mail.path("id").asText(),
            router.coloured(mail.path("state").asText(), 13),
            Texts.age(mail.path("ageSeconds").asLong()),
            Texts.size(mail.path("size").asLong()),
            "<" + mail.path("sender").asText() + ">",
            recipients);
    return Stream.concat(Stream.of(first), details(mail).map(line -> "    " + line));
  }

  private static Stream<String> details(JsonNode mail) {
    Stream.Builder<String> lines = Stream.builder();
    if (!mail.path("nextHops").isEmpty()) {
      lines.add("via " + joined(mail.path("nextHops")) + " by rule " + joined(mail.path("rules")));
    }
    if (mail.has("lastReply")) {
      lines.add(mail.path("lastReply").asText());
    }
    if (mail.has("nextAttemptAt")) {
      lines.add(
          "attempt "
              + (mail.path("attempts").asInt() + 1)
              + " at "
              + mail.path("nextAttemptAt").asText());
    }
    if (mail.has("heldBy")) {
      lines.add("held by " + mail.path("heldBy").asText() + reason(mail));
    }
    if (mail.has("failure")) {
      lines.add("failed on " + mail.path("failedOn").asText() + ": " + failure(mail));
    }
    return lines.build();
  }

  private static String reason(JsonNode mail) {
    String reason = mail.path("heldReason").asText();
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private static String failure(JsonNode mail) {
    return Texts.oneLine(mail.path("failure").asText());
  }

  private static String joined(JsonNode texts) {
    return RouterQuestion.each(texts).map(JsonNode::asText).collect(Collectors.joining(", "));
  }
}
