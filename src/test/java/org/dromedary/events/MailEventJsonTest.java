package org.dromedary.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.dsn.NotificationKind;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.SmtpReply;
import org.dromedary.mail.Submission;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.testkit.Mails;
import org.junit.jupiter.api.Test;

/** Each event of a mail, as it is published, is of the schema. */
class MailEventJsonTest {
  private static final QueuedMessage MAIL =
      Mails.to("bob@example.org", "\u00e4@example.net")
          .withSubmission(
              new Submission(
                  Optional.of("order 7"), Optional.empty(), 4, Optional.of(Mails.ARRIVAL)));
  private static final SmtpReply REPLY = SmtpReply.of(450, "4.2.0", "not now");
  private static final MailTitle TITLE =
      new MailTitle(Optional.of("<1@example.org>"), Optional.of(SubjectHash.of("hi")));

  private final MailEventWriter writer =
      new MailEventWriter(EventsTest.IDS, InstantSource.system());
  private final List<String> published = new ArrayList<>();

  private static List<MailEvent> oneOfEach() {
    List<MailEvent> events =
        new ArrayList<>(
            List.of(
                new MailEvent.Received(MAIL, TITLE, Optional.of(new QueueId("A1"))),
                new MailEvent.Routed(MAIL, "remote"),
                new MailEvent.Expanded(
                    MAIL,
                    MAIL.envelope().recipients().subList(0, 1),
                    MAIL.envelope().recipients().subList(1, 2)),
                new MailEvent.Held(MAIL),
                new MailEvent.Parked(MAIL, MailQueue.DEAD, "java.lang.IllegalStateException"),
                new MailEvent.Acted(MAIL, "released", "op")));
    for (NotificationKind kind : NotificationKind.values()) {
      events.add(new MailEvent.Notified(MAIL, kind, new QueueId("N1")));
    }
    for (String word :
        List.of(
            "delivered",
            "deferred",
            "postponed",
            "suspended",
            "rerouted",
            "failed",
            "expired",
            "delayed")) {
      events.add(new MailEvent.Answered(MAIL, word, "mx.example[192.0.2.1]:25", REPLY, 3));
    }
    return events;
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("docs/event.schema.json")), InputFormat.JSON);
  }

  private void publish(List<MailEvent> events) throws Exception {
    new EventPublisher(told -> told.forEach(event -> published.add(event.json())))
        .publish(
            List.of(events.stream().map(event -> new String(writer.line(event), UTF_8)).toList()));
  }

  @Test
  void eachEventIsOfTheSchemaAndOneLineOfAscii() throws Exception {
    publish(oneOfEach());
    assertThat(published).hasSizeGreaterThan(20).allMatch(line -> line.matches("[ -~]+"));
    Schema schema = schema();
    for (String line : published) {
      assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
    }
  }

  @Test
  void anEventOfSeveralRecipientsBecomesOneForEachWithAnIdOfItsOwn() throws Exception {
    publish(List.of(new MailEvent.Routed(MAIL, "local")));
    assertThat(published).hasSize(2);
    assertThat(Refusals.parsed(published.getFirst())).containsEntry("recipient", "bob@example.org");
    assertThat(Refusals.parsed(published.getLast()))
        .containsEntry("recipient", "\u00e4@example.net");
    assertThat(published.stream().map(line -> Refusals.parsed(line).get("id")).distinct())
        .hasSize(2);
    assertThat(published).noneMatch(line -> line.contains("recipients"));
  }

  @Test
  void whatIsNotAboutAMailIsNotForTheUserItNames() throws Exception {
    List<TopicEvent> told = new ArrayList<>();
    EventWriter events = new EventWriter(EventsTest.IDS, InstantSource.system());
    new EventPublisher(told::addAll)
        .publish(
            List.of(
                List.of(
                    new String(events.line(new Event.Refused(Refusals.withEverything())), UTF_8),
                    new String(events.line(new Event.Operated("alice", "held", "", 1)), UTF_8),
                    "nonsense",
                    new String(
                        writer.line(
                            new MailEvent.Held(
                                MAIL.withRecipients(MAIL.envelope().recipients().subList(0, 1)))),
                        UTF_8))));
    assertThat(told)
        .extracting(event -> EventTopic.word(event.json()))
        .containsExactly("refused", "operated", "held");
    assertThat(told).extracting(TopicEvent::user).containsOnly(Optional.empty());
    assertThat(told.getFirst().json()).contains("\"user\":\"alice\"");
  }

  @Test
  void aTitleIsFoundInTheHeaderSectionAlone() throws IOException {
    MailContent content =
        MailContent.of(
            """
            Received: x
            subject : =?utf-8?q?Gr=C3=BC=C3=9Fe?=
             an alle
            Message-Id:<2@x>

            Message-ID: <3@x>
            """
                .replace("\n", "\r\n")
                .getBytes(UTF_8));
    assertThat(MailTitle.of(content))
        .isEqualTo(
            new MailTitle(
                Optional.of("<2@x>"), Optional.of(SubjectHash.of("Gr\u00fc\u00dfe an  alle"))));
    assertThat(MailTitle.of(MailContent.of("\r\nSubject: x\r\n".getBytes(UTF_8))))
        .isEqualTo(new MailTitle(Optional.empty(), Optional.empty()));
  }
}
