package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.EventSubscriber;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.ManagementClient;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.users.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mailbox keeps a copy of mail; who looks into it is recorded. */
class MailIsArchivedIT {
  private static final String MAILBOXES =
      """
      mailboxes:
        - address: alice@example.org
        - address: bob@example.org
        - address: archive@example.org
      aliases:
        - address: info@example.org
          to: [alice@example.org, far@elsewhere.example]
      """;

  private static final String FORGED =
      String.join("\r\n", "", "X-Envelope-To: <forged@a.example>", "", "text", "");

  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;

  @BeforeEach
  void prepare(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(mta)
            .routeFile("mailboxes.yaml", MAILBOXES)
            .set("archive.mailbox", "archive@example.org");
  }

  @AfterEach
  void stop() {
    router.close();
    mta.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private void send(String subject, String... recipients) {
    assertThat(
            router.deliver(
                "sender@client.example", List.of(recipients), "Subject: " + subject + FORGED))
        .startsWith("250");
  }

  @Test
  void whatGoesOutIsKeptOnceWithItsEnvelope() {
    router.start();
    send("one", "info@example.org", "blind@other.example", "alice@example.org");
    eventually(() -> assertThat(mta.mailsTo("blind@other.example")).hasSize(1));
    eventually(() -> assertThat(mta.mailsTo("far@elsewhere.example")).hasSize(1));
    eventually(() -> assertThat(router.mailbox("archive")).hasSize(1));
    assertThat(router.mailbox("archive").getFirst())
        .startsWith(
            """
            Return-Path: <sender@client.example>
            Delivered-To: archive@example.org
            X-Envelope-From: <sender@client.example>
            X-Envelope-To: <info@example.org>
            X-Envelope-To: <blind@other.example>
            X-Envelope-To: <alice@example.org>
            Received:""")
        .contains("\nSubject: one\n");
    assertThat(mta.mailsTo("blind@other.example").getFirst().text()).doesNotContain("info@");

    send("local", "bob@example.org");
    send("two", "u@other.example");
    eventually(() -> assertThat(router.mailbox("archive")).hasSize(2));
    eventually(() -> assertThat(router.mailbox("bob")).hasSize(1));
    assertThat(router.mailbox("archive", "Subject: local")).isEmpty();
  }

  @Test
  void incomingMailIsKeptIfThatIsWanted() {
    router.set("archive.incoming", "true").start();
    send("in", "bob@example.org", "alice@example.org");
    eventually(() -> assertThat(router.mailbox("bob")).hasSize(1));
    eventually(() -> assertThat(router.mailbox("archive")).hasSize(1));
    assertThat(router.mailbox("bob").getFirst()).doesNotContain("X-Envelope-From");
  }

  @Test
  void theArchiveMustBeAMailboxHere() {
    router.set("archive.mailbox", "info@example.org");
    assertThatThrownBy(router::start)
        .hasMessageContaining("mailboxes.yaml")
        .hasMessageContaining("the archive info@example.org is not a mailbox");
    router.set("archive.mailbox", "archive@example.org").start();
    router.routeFile("mailboxes.yaml", "mailboxes: [{address: alice@example.org}]\n");
    eventually(
        () ->
            assertThat(router.fileProblems())
                .singleElement()
                .asString()
                .contains("the archive archive@example.org is not a mailbox"));
    send("still", "u@other.example");
    eventually(() -> assertThat(router.mailbox("archive")).hasSize(1));
  }

  @Test
  void whoLooksIntoItIsRecorded() throws Exception {
    router.user("op", "secret-op", Role.OPERATOR).user("view", "secret-view", Role.VIEWER).start();
    send("=?utf-8?q?Gr=C3=BC=C3=9Fe?= one", "u@a.example", "hidden@b.example");
    send("two", "u@c.example");
    router.deliver(
        "bob@example.org",
        "archive@example.org",
        "X-Envelope-From: <forged@a.example>\r\nSubject: forged\r\n\r\n");
    eventually(() -> assertThat(router.mailbox("archive")).hasSize(3));
    try (EventSubscriber events = EventSubscriber.open();
        ManagementClient operator = ManagementClient.of(router, "op", "secret-op");
        ManagementClient viewer = ManagementClient.of(router, "view", "secret-view")) {
      JsonNode all = viewer.json("GET", "/archive", "ArchivedMails");
      assertThat(all.path("mails").findValuesAsText("subject"))
          .containsExactlyInAnyOrder("Gr\u00fc\u00dfe one", "two");
      assertThat(found(viewer, "recipient=" + ManagementClient.encoded("hidden@b.example")))
          .containsExactly("Gr\u00fc\u00dfe one");
      assertThat(found(viewer, "recipient=c.example&sender=client.example")).containsExactly("two");
      assertThat(found(viewer, "sender=" + ManagementClient.encoded("<>"))).isEmpty();
      assertThat(found(viewer, "subject=" + ManagementClient.encoded("gr\u00fc\u00df")))
          .containsExactly("Gr\u00fc\u00dfe one");
      assertThat(found(viewer, "header=" + ManagementClient.encoded("subject:two")))
          .containsExactly("two");
      assertThat(found(viewer, "since=2026-01-01")).hasSize(2);
      assertThat(found(viewer, "until=2026-01-01")).isEmpty();
      JsonNode first = viewer.json("GET", "/archive?limit=1", "ArchivedMails");
      JsonNode second =
          viewer.json(
              "GET",
              "/archive?limit=1&after=" + ManagementClient.encoded(first.path("next").asText()),
              "ArchivedMails");
      assertThat(second.path("mails").get(0)).isNotEqualTo(first.path("mails").get(0));

      String id = first.path("mails").get(0).path("id").asText();
      assertThat(viewer.ask("GET", "/archive/" + id).statusCode()).isEqualTo(401);
      HttpResponse<String> mail = operator.ask("GET", "/archive/" + id);
      assertThat(mail.statusCode()).isEqualTo(200);
      assertThat(mail.body()).startsWith("Return-Path: <sender@client.example>\r\nDelivered-To: ");
      assertThat(operator.ask("GET", "/archive/..%2f..%2fetc").statusCode()).isIn(400, 404);
      assertThat(operator.ask("GET", "/archive?since=yesterday").statusCode()).isEqualTo(400);
      assertThat(events.read(11))
          .hasSize(11)
          .allSatisfy(event -> assertThat(event).contains("\"event\":\"archiveRead\""))
          .anySatisfy(
              event ->
                  assertThat(event)
                      .contains("\"user\":\"op\",\"action\":\"show\",\"object\":\"" + id + "\""))
          .anySatisfy(
              event ->
                  assertThat(event)
                      .contains("\"user\":\"view\",\"action\":\"list\"")
                      .contains("sender=client.example recipient=c.example")
                      .contains("\"mails\":1"));
    }
  }

  private static List<String> found(ManagementClient client, String query) {
    return client
        .json("GET", "/archive?" + query, "ArchivedMails")
        .path("mails")
        .findValuesAsText("subject");
  }
}
