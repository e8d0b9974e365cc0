package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.EventSubscriber;
import org.dromedary.testkit.FakeDns;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.ManagementClient;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.users.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator finds out why mail waits, and acts on it; one that is due in an hour does not. */
class OperatorsSteerTheQueueIT {
  private static final String PASSWORD = "correct horse battery";
  private static final String MAIL = "Subject: hi\r\n\r\nbody\r\n";
  private static final String SENDER = "a@client.example";

  private final FakeDns dns = FakeDns.start();
  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;
  private ManagementClient operator;

  @BeforeEach
  void start(@TempDir Path directory) {
    for (String domain : List.of("one.example", "two.example")) {
      dns.mx(domain, 10, "mx." + domain).a("mx." + domain, "127.0.0.1");
    }
    router =
        RouterUnderTest.in(directory)
            .mailExchangers(dns, mta.port())
            .set("retry.delay", "1h")
            .set("retry.maximum-delay", "1h")
            .user("op", PASSWORD, Role.OPERATOR)
            .user("eye", PASSWORD, Role.VIEWER)
            .start();
    operator = ManagementClient.of(router, "op", PASSWORD);
    mta.stop();
  }

  @AfterEach
  void stop() {
    operator.close();
    router.close();
    mta.close();
    dns.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private void deferred(String... recipients) {
    for (String recipient : recipients) {
      router.deliver(SENDER, recipient, MAIL);
    }
    eventually(() -> assertThat(mails("state=deferred")).hasSize(recipients.length));
  }

  private List<JsonNode> mails(String query) {
    return StreamSupport.stream(
            operator.json("GET", "/queue?" + query, "MailPage").path("mails").spliterator(), false)
        .toList();
  }

  private JsonNode act(String action, String query) {
    return operator.json("POST", "/queue/actions/" + action + "?" + query, "ActionResult");
  }

  private static void assertResult(JsonNode result, int meant, int done) {
    assertThat(result.path("meant").asInt()).isEqualTo(meant);
    assertThat(result.path("done").asInt()).isEqualTo(done);
  }

  @Test
  void mailIsFoundByWhatIsKnownOfIt() {
    deferred("u@one.example", "v@one.example", "w@two.example");
    JsonNode mail = mails("recipient=w@two.example").getFirst();
    assertThat(mail.path("sender").asText()).isEqualTo(SENDER);
    assertThat(mail.path("state").asText()).isEqualTo("deferred");
    assertThat(mail.path("attempts").asInt()).isEqualTo(1);
    assertThat(mail.path("lastReply").asText()).startsWith("451 4.4.1");
    assertThat(mail.path("nextHops").get(0).asText()).isEqualTo("two.example");
    assertThat(mail.path("rules").get(0).asText()).isEqualTo("default");
    assertThat(mail.path("nextAttemptAt").asText()).isNotEmpty();
    String id = mail.path("id").asText();
    assertThat(mails("id=" + id)).hasSize(1);
    assertThat(mails("recipient=one.example")).hasSize(2);
    assertThat(mails("recipient=*@*.example&sender=client.example")).hasSize(3);
    assertThat(mails("sender=nobody.example")).isEmpty();
    assertThat(mails("next-hop=two.example")).hasSize(1);
    assertThat(mails("rule=default")).hasSize(3);
    assertThat(mails("rule=other")).isEmpty();
    assertThat(mails("reply=4.4.1")).hasSize(3);
    assertThat(mails("older-than=1h")).isEmpty();
    assertThat(mails("younger-than=1h")).hasSize(3);
    assertThat(mails("larger-than=1KiB")).isEmpty();
    assertThat(mails("smaller-than=1KiB")).hasSize(3);
    assertThat(mails("state=held")).isEmpty();
    assertThat(operator.ask("GET", "/queue?colour=red").body()).contains("colour");
    assertThat(operator.ask("GET", "/queue?older-than=soon").body()).contains("older-than: ");
    assertThat(operator.ask("GET", "/queue?state=lost").body()).contains("none of unrouted");
  }

  @Test
  void aLongListComesInPagesOrAsLines() {
    deferred(IntStream.range(0, 7).mapToObj(i -> "u" + i + "@one.example").toArray(String[]::new));
    List<String> seen = new ArrayList<>();
    String after = "";
    int pages = 0;
    do {
      JsonNode page = operator.json("GET", "/queue?limit=3" + after, "MailPage");
      page.path("mails").forEach(mail -> seen.add(mail.path("recipients").get(0).asText()));
      after = "&after=" + ManagementClient.encoded(page.path("next").asText());
      pages++;
    } while (!after.equals("&after="));
    assertThat(pages).isEqualTo(3);
    assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    assertThat(operator.lines("GET", "/queue?stream=true", "Mail")).hasSize(7);
    assertThat(operator.ask("GET", "/queue?after=x").statusCode()).isEqualTo(400);
    assertThat(operator.ask("GET", "/queue?limit=0").statusCode()).isEqualTo(400);
  }

  @Test
  void oneMailIsShownAndItsContentIsForOperatorsAndRecorded() throws Exception {
    deferred("u@one.example");
    String id = mails("").getFirst().path("id").asText();
    try (ManagementClient viewer = ManagementClient.of(router, "eye", PASSWORD);
        EventSubscriber events = EventSubscriber.open("operated")) {
      JsonNode shown = viewer.json("GET", "/queue/" + id, "MailParts");
      assertThat(shown.path("header").asText()).contains("Received:").contains("Subject: hi");
      assertThat(viewer.ask("GET", "/queue/" + id + "/content").statusCode()).isEqualTo(401);
      assertThat(viewer.ask("POST", "/queue/actions/delete?all=true").statusCode()).isEqualTo(401);
      assertThat(operator.ask("GET", "/queue/" + id + "/content").body()).endsWith(MAIL);
      assertThat(events.read(1).getFirst())
          .contains("\"event\":\"operated\"")
          .contains("\"user\":\"op\",\"action\":\"read\",\"object\":\"id=" + id);
    }
    assertThat(operator.ask("GET", "/queue/UNKNOWN").statusCode()).isEqualTo(404);
    assertThat(operator.ask("GET", "/queue/%2e%2e").statusCode()).isEqualTo(400);
  }

  @Test
  void deferredMailIsTriedNow() throws Exception {
    deferred("u@one.example", "v@one.example", "w@two.example");
    mta.restart();
    assertResult(act("retry", "recipient=one.example&dry-run=true"), 2, 2);
    assertResult(act("retry", "recipient=one.example"), 2, 2);
    eventually(() -> assertThat(mta.mails()).hasSize(2));
    assertThat(mails("")).hasSize(1);
    assertResult(act("retry", "all=true"), 1, 1);
    eventually(() -> assertThat(mta.mailsTo("w@two.example")).hasSize(1));
    assertThat(mails("")).isEmpty();
  }

  @Test
  void heldMailWaitsThroughARestartAndIsReleased() {
    deferred("u@one.example", "w@two.example");
    assertResult(act("hold", "recipient=u@one.example&reason=audit"), 1, 1);
    mta.restart();
    router.restart();
    JsonNode held = mails("state=held").getFirst();
    assertThat(held.path("heldBy").asText()).isEqualTo("op");
    assertThat(held.path("heldReason").asText()).isEqualTo("audit");
    assertResult(act("retry", "all=true"), 2, 1);
    eventually(() -> assertThat(mta.mailsTo("w@two.example")).hasSize(1));
    assertThat(mta.mailsTo("u@one.example")).isEmpty();
    assertResult(act("release", "all=true"), 1, 1);
    eventually(() -> assertThat(mta.mailsTo("u@one.example")).hasSize(1));
    assertThat(mta.mailsTo("u@one.example").getFirst().text()).endsWith(MAIL);
  }

  @Test
  void mailGoesToOthersFromAnother() throws Exception {
    deferred("u@one.example");
    mta.restart();
    act(
        "reroute",
        "recipient=u@one.example&to=new@two.example&to=bob@example.org&reverse-path=b@x.example");
    eventually(() -> assertThat(mta.mailsTo("new@two.example")).hasSize(1));
    assertThat(mta.mailsTo("new@two.example").getFirst().reversePath()).isEqualTo("b@x.example");
    eventually(() -> assertThat(router.mailbox("bob")).hasSize(1));
    assertThat(mta.mailsTo("u@one.example")).isEmpty();
    assertThat(mails("")).isEmpty();
  }

  @Test
  void mailIsDeletedAndNobodyIsTold() {
    deferred("u@one.example", "w@two.example");
    assertResult(act("delete", "recipient=u@one.example"), 1, 1);
    assertThat(mails("")).hasSize(1);
    assertThat(operator.ask("POST", "/queue/actions/delete").body()).contains("all=true");
    assertThat(mails("")).hasSize(1);
    assertThat(operator.ask("POST", "/queue/actions/burn?all=true").statusCode()).isEqualTo(404);
  }

  @Test
  void sendersAreToldOfMailThatExpiresOrBounces() {
    router.deliver("bob@example.org", "u@one.example", MAIL);
    router.deliver("bob@example.org", "w@two.example", MAIL);
    eventually(() -> assertThat(mails("state=deferred")).hasSize(2));
    act("expire", "recipient=u@one.example");
    act("bounce", "recipient=w@two.example&reason=not+wanted");
    eventually(() -> assertThat(router.mailbox("bob")).hasSize(2));
    assertThat(router.mailbox("bob"))
        .anySatisfy(
            notice ->
                assertThat(notice)
                    .contains("Final-Recipient: rfc822; w@two.example")
                    .contains("Status: 5.7.1")
                    .contains("not wanted"))
        .anySatisfy(
            notice ->
                assertThat(notice)
                    .contains("Final-Recipient: rfc822; u@one.example")
                    .contains("4.4.7"));
    assertThat(mails("")).isEmpty();
  }

  @Test
  void aSuspendedNextHopGetsNothingAndLosesNothing() {
    mta.restart();
    String query = "/next-hops/suspensions?next-hop=one.example";
    assertThat(operator.ask("POST", query + "&reason=moving").statusCode()).isEqualTo(204);
    router.deliver(SENDER, "u@one.example", MAIL);
    router.deliver(SENDER, "w@two.example", MAIL);
    eventually(() -> assertThat(mta.mailsTo("w@two.example")).hasSize(1));
    eventually(() -> assertThat(mails("state=suspended")).hasSize(1));
    router.restart();
    assertThat(operator.json("GET", "/next-hops/suspensions", "Suspensions").toString())
        .contains("\"nextHop\":\"one.example\",\"by\":\"op\",\"reason\":\"moving\"");
    JsonNode hop = nextHop("one.example");
    assertThat(hop.path("states").path("suspended").asInt()).isEqualTo(1);
    assertThat(hop.path("suspended").path("reason").asText()).isEqualTo("moving");
    assertThat(mta.mailsTo("u@one.example")).isEmpty();
    assertThat(operator.ask("DELETE", query).statusCode()).isEqualTo(204);
    eventually(() -> assertThat(mta.mailsTo("u@one.example")).hasSize(1));
    assertThat(operator.ask("DELETE", query).statusCode()).isEqualTo(404);
  }

  @Test
  void aSuspensionEndsByItself() {
    mta.restart();
    operator.ask("POST", "/next-hops/suspensions?next-hop=*.example&for=3s");
    router.deliver(SENDER, "u@one.example", MAIL);
    eventually(() -> assertThat(mails("state=suspended")).hasSize(1));
    eventually(() -> assertThat(mta.mailsTo("u@one.example")).hasSize(1));
    assertThat(operator.json("GET", "/next-hops/suspensions", "Suspensions").path("suspensions"))
        .isEmpty();
  }

  private JsonNode nextHop(String name) {
    return StreamSupport.stream(
            operator.json("GET", "/next-hops", "NextHops").path("nextHops").spliterator(), false)
        .filter(hop -> hop.path("nextHop").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nextHopsAreCountedByStateAndAge() {
    deferred("u@one.example", "v@one.example", "w@two.example");
    JsonNode hop = nextHop("one.example");
    assertThat(hop.path("mails").asInt()).isEqualTo(2);
    assertThat(hop.path("states").path("deferred").asInt()).isEqualTo(2);
    assertThat(hop.path("ages").get(0).asInt()).isEqualTo(2);
    assertThat(hop.path("lastReply").asText()).startsWith("451 4.4.1");
    assertThat(hop.path("nextAttemptAt").asText()).isNotEmpty();
    JsonNode status = operator.json("GET", "/status", "Status");
    assertThat(status.path("queues").path("mail.retry.3600").asInt()).isEqualTo(3);
    assertThat(status.path("state").asText()).isEqualTo("running");
  }

  @Test
  void aLargeMailIsSteeredLikeAnyOther() {
    String large = "Subject: large\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(50_000);
    router.deliver(SENDER, "u@one.example", large);
    eventually(() -> assertThat(mails("state=deferred&larger-than=3MiB")).hasSize(1));
    String id = mails("").getFirst().path("id").asText();
    assertThat(operator.json("GET", "/queue/" + id, "MailParts").path("header").asText())
        .contains("Subject: large");
    assertThat(operator.ask("GET", "/queue/" + id + "/content").body()).endsWith(large);
    assertResult(act("hold", "id=" + id), 1, 1);
    assertThat(operator.ask("GET", "/queue/" + id + "/content").body()).endsWith(large);
    mta.restart();
    router.restart();
    assertResult(act("reroute", "id=" + id + "&to=w@two.example"), 1, 1);
    eventually(() -> assertThat(mta.mailsTo("w@two.example")).hasSize(1));
    assertThat(mta.mailsTo("w@two.example").getFirst().text()).endsWith(large);
    assertThat(mails("")).isEmpty();
  }

  @Test
  void actionsTellHowTheyGetOn() {
    deferred("u@one.example", "v@one.example");
    List<JsonNode> lines =
        operator.lines("POST", "/queue/actions/hold?all=true&stream=true", "ActionProgress");
    assertThat(lines.getFirst().path("ended").asBoolean()).isFalse();
    assertThat(lines.getLast().path("ended").asBoolean()).isTrue();
    assertResult(lines.getLast(), 2, 2);
  }
}
