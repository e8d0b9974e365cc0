package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.ManagementClient;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.users.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks what has become of a mail hears the whole story, also after a restart. */
class MailsAreTrackedIT {
  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;
  private ManagementClient api;

  @BeforeEach
  void start(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(mta)
            .routeFile(
                "mailboxes.yaml",
                """
                mailboxes:
                  - address: alice@example.org
                aliases:
                  - address: team@example.org
                    to: [alice@example.org, dave@elsewhere.example]
                """)
            .user("op", "a long secret", Role.OPERATOR)
            .start();
    api = ManagementClient.of(router, "op", "a long secret");
  }

  @AfterEach
  void stop() {
    api.close();
    router.close();
    mta.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(25)).untilAsserted(assertion);
  }

  private List<JsonNode> find(String query) {
    List<JsonNode> mails = new ArrayList<>();
    api.json("GET", "/tracking?" + query, "TrackedMails").path("mails").forEach(mails::add);
    return mails;
  }

  private List<String> story(String id) {
    List<String> events = new ArrayList<>();
    api.json("GET", "/tracking/" + id, "TrackedStory")
        .path("events")
        .forEach(
            event -> {
              List<String> recipients = new ArrayList<>();
              event.path("recipients").forEach(each -> recipients.add(each.asText()));
              events.add(event.path("event").asText() + " " + String.join(",", recipients));
            });
    return events;
  }

  private static String id(JsonNode mail) {
    return mail.path("id").asText();
  }

  @Test
  void theStoryIsToldInOrderWithThePeersReplies() throws Exception {
    router.deliver(
        "carol@client.example",
        List.of("team@example.org", "greylist@elsewhere.example", "fail-rcpt@elsewhere.example"),
        "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= to all\r\nMessage-ID: <7@client.example>\r\n\r\n");
    eventually(() -> assertThat(find("recipient=alice@example.org")).hasSize(1));
    String id = id(find("recipient=alice@example.org").getFirst());
    eventually(
        () ->
            assertThat(story(id))
                .contains("delivered greylist@elsewhere.example")
                .contains("notified fail-rcpt@elsewhere.example"));
    assertThat(story(id))
        .startsWith(
            "received team@example.org,greylist@elsewhere.example,fail-rcpt@elsewhere.example",
            "expanded team@example.org")
        .containsSubsequence("routed alice@example.org", "delivered alice@example.org")
        .containsSubsequence(
            "deferred greylist@elsewhere.example", "delivered greylist@elsewhere.example")
        .containsSubsequence(
            "failed fail-rcpt@elsewhere.example", "notified fail-rcpt@elsewhere.example");
    JsonNode whole = api.json("GET", "/tracking/" + id, "TrackedStory");
    assertThat(whole.toString())
        .contains("\"address\":\"dave@elsewhere.example\",\"state\":\"delivered\"")
        .contains("\"address\":\"team@example.org\",\"state\":\"expanded\"")
        .contains("\"reply\":\"550 5.1.1");

    router.restart();
    assertThat(find("sender=carol@client.example")).hasSize(1);
    assertThat(find("sender=client.example")).hasSize(1);
    assertThat(find("recipient=team@example.org")).hasSize(1);
    assertThat(find("recipient=elsewhere.example&since=1h")).hasSize(1);
    assertThat(find("message-id=7@client.example")).hasSize(1);
    assertThat(find("subject=" + ManagementClient.encoded("Grüße to all"))).hasSize(1);
    assertThat(find("subject=other")).isEmpty();
    assertThat(find("until=1h")).isEmpty();
    assertThat(find("sender=%3C%3E").getFirst().path("about").asText()).isEqualTo(id);
  }

  @Test
  void whatOperatorsDoIsPartOfTheStory() throws Exception {
    router.deliver(
        "carol@client.example", List.of("defer-rcpt@elsewhere.example"), "Subject: x\r\n\r\n");
    eventually(() -> assertThat(find("sender=client.example")).hasSize(1));
    String id = id(find("sender=client.example").getFirst());
    eventually(() -> assertThat(story(id)).contains("deferred defer-rcpt@elsewhere.example"));
    assertThat(api.json("GET", "/queue/" + id, "MailParts").path("history").toString())
        .contains("\"event\":\"received\"", "\"event\":\"deferred\"");
    api.json("POST", "/queue/actions/delete?id=" + id, "ActionResult");
    eventually(() -> assertThat(story(id)).last().isEqualTo("acted defer-rcpt@elsewhere.example"));
    assertThat(api.json("GET", "/tracking/" + id, "TrackedStory").toString())
        .contains("\"action\":\"deleted\",\"by\":\"op\"")
        .contains("\"state\":\"deleted\"");
  }

  @Test
  void listsGoOnWhereTheyEnded() throws Exception {
    for (int i = 0; i < 5; i++) {
      router.deliver(
          "n" + i + "@client.example", List.of("alice@example.org"), "Subject: x\r\n\r\n");
    }
    eventually(() -> assertThat(find("recipient=alice@example.org")).hasSize(5));
    JsonNode first = api.json("GET", "/tracking?limit=3", "TrackedMails");
    assertThat(first.path("mails")).hasSize(3);
    JsonNode rest =
        api.json("GET", "/tracking?limit=3&before=" + first.path("next").asText(), "TrackedMails");
    assertThat(rest.path("mails")).hasSize(2);
    assertThat(rest.has("next")).isFalse();
    assertThat(first.path("mails").get(0).path("sender").asText()).isEqualTo("n4@client.example");
    assertThat(rest.path("mails").get(1).path("sender").asText()).isEqualTo("n0@client.example");
  }
}
