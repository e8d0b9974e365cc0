package org.dromedary.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dromedary.list.ChangedBy;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.client.ConnectionAttempt;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.smtp.server.Refusal;
import org.dromedary.smtp.server.RefusalReason;
import org.junit.jupiter.api.Test;

class EventJsonTest {
  private static final Instant AT = Instant.parse("2026-11-22T09:15:47.901Z");

  private static Refusal said(String text) {
    return new Refusal(
        SmtpReply.of(550, "no"),
        RefusalReason.OTHER,
        new InetSocketAddress("2001:db8::1", 25),
        Optional.of(text),
        ListenerKind.SUBMISSION,
        Optional.of(text),
        Optional.of(text),
        Optional.of(text));
  }

  @Test
  void aRefusalIsAnObject() {
    assertThat(EventJson.refused(Refusals.of("bob@example.org"), "ID", AT))
        .isEqualTo(
            "{\"event\":\"refused\",\"version\":1,\"id\":\"ID\",\"time\":\"2026-11-22T09:15:47.901Z\",\"code\":550,"
                + "\"enhancedCode\":\"5.1.1\",\"text\":\"no such user here\","
                + "\"reason\":\"UNKNOWN_RECIPIENT\",\"client\":\"192.0.2.7\",\"port\":40000,"
                + "\"helo\":\"client.example\",\"listener\":\"RELAY\","
                + "\"sender\":\"a@client.example\",\"recipient\":\"bob@example.org\"}");
  }

  @Test
  void longTextsAreCut() {
    Map<String, Object> event =
        Refusals.parsed(EventJson.refused(said("x".repeat(5000)), "ID", AT));
    assertThat(event).containsEntry("recipient", "x".repeat(512));
    event = Refusals.parsed(EventJson.refused(said("😀".repeat(400)), "ID", AT));
    assertThat(event).containsEntry("recipient", "😀".repeat(42));
  }

  @Property
  void whateverIsSaidIsOneLineOfAsciiAndComesBack(@ForAll String text) {
    String json = EventJson.refused(said(text), "ID", AT);
    assertThat(json).matches("[ -~]+");
    Map<String, Object> event = Refusals.parsed(json);
    assertThat(event).hasSize(14);
    assertThat(json.length()).isLessThan(6 * EventJson.MAXIMUM_TEXT);
    if (text.length() <= EventJson.MAXIMUM_TEXT / 6) {
      assertThat(event).containsEntry("sender", text);
    }
  }

  @Test
  void theSchemaKnowsEveryFieldAndEveryWord() throws IOException {
    Map<String, Object> schema =
        Refusals.parsed(Files.readString(Path.of("docs/event.schema.json")));
    Map<?, ?> refused = (Map<?, ?>) ((List<?>) child(schema, "oneOf")).get(0);
    Map<?, ?> dropped = (Map<?, ?>) ((List<?>) child(schema, "oneOf")).get(1);
    hasFields(refused, EventJson.refused(Refusals.withEverything(), "ID", AT));
    hasFields(dropped, EventJson.dropped(3, Optional.of("refused"), "ID", AT));
    List<?> all = (List<?>) child(schema, "oneOf");
    hasFields(
        (Map<?, ?>) all.get(4),
        EventJson.of(new Event.ArchiveRead("op", "show", "1.Q1R1.host", 1), "ID", AT));
    hasFields(
        (Map<?, ?>) all.get(3),
        EventJson.of(new Event.Operated("op", "held", "state=deferred", 3), "ID", AT));
    hasFields(
        (Map<?, ?>) all.get(2),
        EventJson.of(new Event.LoginFailed("mx.example[192.0.2.1]:25", "us", "535 no"), "ID", AT));
    hasFields(
        byWord(all, "connected"),
        EventJson.of(
            new Event.Connected(
                new ConnectionAttempt(
                    "mx.example[192.0.2.1]:25",
                    "refused",
                    "554 no at greeting",
                    "TLSv1.3",
                    Duration.ofMillis(12))),
            "ID",
            AT));
    hasFields(
        (Map<?, ?>) all.get(all.size() - 2),
        EventJson.of(new Event.Subscribed("dev@example.org", "b@example.net", "mail"), "ID", AT));
    Map<?, ?> unsubscribed = (Map<?, ?>) all.getLast();
    hasFields(
        unsubscribed,
        EventJson.of(
            new Event.Unsubscribed("dev@example.org", "b@example.net", "bounces"), "ID", AT));
    assertThat(words(unsubscribed, "by"))
        .isEqualTo(Arrays.stream(ChangedBy.values()).map(ChangedBy::toString).toList());
    assertThat(words(refused, "reason"))
        .isEqualTo(Arrays.stream(RefusalReason.values()).map(Enum::name).toList());
    assertThat(words(refused, "listener"))
        .isEqualTo(Arrays.stream(ListenerKind.values()).map(Enum::name).toList());
  }

  private static Map<?, ?> byWord(List<?> schemas, String word) {
    return schemas.stream()
        .<Map<?, ?>>map(schema -> (Map<?, ?>) schema)
        .filter(
            schema ->
                word.equals(((Map<?, ?>) child(child(schema, "properties"), "event")).get("const")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theWordOfAnEventIsReadFromItsBeginning() {
    assertThat(EventTopic.word(EventJson.dropped(3, Optional.empty(), "ID", AT)))
        .isEqualTo("dropped");
    assertThat(EventTopic.word("{\"id\":\"1\"}")).isEmpty();
  }

  @Test
  void whatIsSaidDoesNotMakeAnEventOneOfAMail() {
    assertThat(EventTopic.isOfMail(EventJson.refused(said("\"queueId\":\"1\""), "ID", AT)))
        .isFalse();
    assertThat(EventTopic.isOfMail("{\"event\":\"held\",\"id\":\"1\",\"queueId\":\"2\"}")).isTrue();
  }

  @Test
  void missingEventsAreCounted() {
    assertThat(DroppedEvents.count(EventJson.dropped(3, Optional.empty(), "ID", AT))).isEqualTo(3);
    assertThat(DroppedEvents.count(EventJson.dropped(3, Optional.of("refused"), "ID", AT)))
        .isZero();
    assertThat(DroppedEvents.count("{\"event\":\"failed\",\"count\":3}")).isZero();
    assertThat(DroppedEvents.count("nonsense")).isZero();
  }

  private static void hasFields(Map<?, ?> schema, String json) {
    Map<String, Object> event = Refusals.parsed(json);
    assertThat(strings(((Map<?, ?>) child(schema, "properties")).keySet()))
        .containsExactlyElementsOf(event.keySet());
    assertThat(event.keySet()).containsAll(strings((List<?>) child(schema, "required")));
  }

  private static List<String> words(Map<?, ?> schema, String property) {
    Object words = child(child(child(schema, "properties"), property), "enum");
    return strings((List<?>) words);
  }

  private static Object child(Object parent, String name) {
    return Objects.requireNonNull(((Map<?, ?>) parent).get(name), name);
  }

  private static List<String> strings(Collection<?> list) {
    return list.stream().map(String::valueOf).toList();
  }
}
