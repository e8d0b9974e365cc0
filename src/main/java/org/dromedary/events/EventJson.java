package org.dromedary.events;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.dromedary.mail.EnhancedStatusCode;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.ReversePath;
import org.dromedary.smtp.client.ConnectionAttempt;
import org.dromedary.smtp.server.Refusal;

/** Events as {@code docs/event.schema.json} has them: one line of ASCII, each text bounded. */
final class EventJson {
  /** Octets of a text, its quotes not counted. */
  static final int MAXIMUM_TEXT = 512;

  /** Of the schema; it grows when a field is removed or gets another meaning. */
  static final int VERSION = 1;

  /** A buffer of its own for each virtual thread, as is usual, would be used once. */
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool()).build();

  private EventJson() {}

  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  static String of(Event event, String id, Instant at) {
    return switch (event) {
      case Event.Refused refused -> refused(refused.refusal(), id, at);
      case Event.LoginFailed failed ->
          event(
              "loginFailed",
              id,
              at,
              json -> {
                text(json, "relay", Optional.of(failed.relay()));
                text(json, "user", Optional.of(failed.user()));
                text(json, "reason", Optional.of(failed.reason()));
              });
      case Event.Operated operated ->
          event(
              "operated",
              id,
              at,
              json -> {
                text(json, "user", Optional.of(operated.user()));
                text(json, "action", Optional.of(operated.action()));
                text(json, "object", Optional.of(operated.object()));
                json.writeNumberField("mails", operated.mails());
              });
      case Event.ArchiveRead read ->
          event(
              "archiveRead",
              id,
              at,
              json -> {
                text(json, "user", Optional.of(read.user()));
                text(json, "action", Optional.of(read.action()));
                text(json, "object", Optional.of(read.object()));
                json.writeNumberField("mails", read.mails());
              });
      case Event.Connected connected ->
          event("connected", id, at, json -> write(json, connected.attempt()));
      case Event.Subscribed subscribed ->
          event(
              "subscribed",
              id,
              at,
              json -> membership(json, subscribed.list(), subscribed.address(), subscribed.by()));
      case Event.Unsubscribed left ->
          event(
              "unsubscribed",
              id,
              at,
              json -> membership(json, left.list(), left.address(), left.by()));
    };
  }

  private static void write(JsonGenerator json, ConnectionAttempt attempt) throws IOException {
    text(json, "relay", Optional.of(attempt.relay()));
    text(json, "result", Optional.of(attempt.result()));
    text(json, "detail", Optional.of(attempt.detail()).filter(detail -> !detail.isEmpty()));
    text(json, "security", Optional.of(attempt.security()).filter(kind -> !kind.isEmpty()));
    json.writeNumberField("milliseconds", attempt.took().toMillis());
  }

  private static void membership(JsonGenerator json, String list, String address, String by)
      throws IOException {
    text(json, "list", Optional.of(list));
    text(json, "address", Optional.of(address));
    json.writeStringField("by", by);
  }

  /** Empty for the null reverse path. */
  static String address(ReversePath path) {
    return path.address().map(MailAddress::toString).orElse("");
  }

  static String refused(Refusal refusal, String id, Instant at) {
    return event(
        Event.Refused.WORD,
        id,
        at,
        json -> {
          json.writeNumberField("code", refusal.reply().code().value());
          text(json, "enhancedCode", refusal.reply().status().map(EnhancedStatusCode::toString));
          text(json, "text", Optional.of(String.join(" ", refusal.reply().lines())));
          text(json, "reason", Optional.of(refusal.reason().name()));
          text(json, "client", Optional.of(refusal.client().getAddress().getHostAddress()));
          json.writeNumberField("port", refusal.client().getPort());
          text(json, "helo", refusal.helo());
          text(json, "listener", Optional.of(refusal.listener().name()));
          text(json, "user", refusal.user());
          text(json, "sender", refusal.sender());
          text(json, "recipient", refusal.recipient());
        });
  }

  /**
   * So many events are missing.
   *
   * @param of only of these, by their word
   */
  static String dropped(long count, Optional<String> of, String id, Instant at) {
    return event(
        "dropped",
        id,
        at,
        json -> {
          json.writeNumberField("count", count);
          text(json, "of", of);
        });
  }

  private static String event(String name, String id, Instant at, Fields fields) {
    return new String(line(name, id, at, fields), US_ASCII);
  }

  /** One event of this version of the schema. */
  static byte[] line(String name, String id, Instant at, Fields fields) {
    return ascii(
            json -> {
              json.writeStartObject();
              json.writeStringField("event", name);
              json.writeNumberField("version", VERSION);
              json.writeStringField("id", id);
              json.writeStringField("time", at.toString());
              fields.write(json);
              json.writeEndObject();
            })
        .getBytes(US_ASCII);
  }

  /** One line of ASCII. */
  static String ascii(Fields value) {
    StringWriter text = new StringWriter(); // a generator of octets would leave DEL as it is
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.setHighestNonEscapedChar('~');
      value.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a text takes all", e);
    }
    return text.toString();
  }

  static void text(JsonGenerator json, String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, cut(value.get()));
    }
  }

  /** What needs no more than the maximum when it is escaped, in whole characters. */
  static String cut(String text) {
    int left = MAXIMUM_TEXT;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      left -= escapedLength(character);
      if (left < 0) {
        return text.substring(0, i);
      }
      i += Character.charCount(character);
    }
    return text;
  }

  private static int escapedLength(int character) {
    if (character >= ' ' && character <= '~') {
      return character == '"' || character == '\\' ? 2 : 1;
    }
    return Character.charCount(character)
        * 6; // RFC 8259 §7: \u00e4, and two of these beyond the BMP
  }
}
