package org.dromedary.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.smtp.server.Refusal;
import org.dromedary.smtp.server.RefusalReason;

/** Refusals to publish, and how a subscriber reads events. */
final class Refusals {
  private Refusals() {}

  static Refusal of(String recipient) {
    return by(Optional.empty(), recipient);
  }

  /** Each text is longer than what is kept of it, and grows when it is escaped. */
  static Refusal largest() {
    String text = "\u00e4".repeat(2000);
    return new Refusal(
        SmtpReply.of(550, "5.7.1", text),
        RefusalReason.SENDER_NOT_ALLOWED,
        new InetSocketAddress("2001:db8:1111:2222:3333:4444:5555:6666", 40000),
        Optional.of(text),
        ListenerKind.SUBMISSIONS,
        Optional.of(text),
        Optional.of(text),
        Optional.of(text));
  }

  static Refusal withEverything() {
    return by(Optional.of("alice"), "bob@example.org");
  }

  private static Refusal by(Optional<String> user, String recipient) {
    return new Refusal(
        SmtpReply.of(550, "5.1.1", "no such user here"),
        RefusalReason.UNKNOWN_RECIPIENT,
        new InetSocketAddress("192.0.2.7", 40000),
        Optional.of("client.example"),
        ListenerKind.RELAY,
        user,
        Optional.of("a@client.example"),
        Optional.of(recipient));
  }

  /** Objects are maps, arrays lists, numbers longs. */
  static Map<String, Object> parsed(String json) {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      Map<String, Object> object = object(parser);
      assertThat(parser.nextToken()).isNull();
      return object;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      assertThat(object.put(name, value(parser))).isNull();
    }
    return object;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      default -> parser.getText();
    };
  }
}
