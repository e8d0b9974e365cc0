package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.ManagementClient;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.users.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An application posts mail to the management listener. */
@Timeout(90)
class ApplicationsSubmitByHttpIT {
  private static final String MAIL =
      "From: shop@example.org\r\nTo: alice@example.org\r\nSubject: order\r\n\r\nThank you.\r\n";

  private final FakeMta smartHost = FakeMta.start();
  private final RouterUnderTest router;

  ApplicationsSubmitByHttpIT(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(smartHost)
            .set("smtp.maximum-message-size", "128KiB")
            .user("shop", "secret")
            .user("eve", "secret", Role.VIEWER);
  }

  @AfterEach
  void stop() {
    router.close();
    smartHost.close();
  }

  private HttpResponse<String> post(String user, String query, String type, String body, String key)
      throws Exception {
    URI uri = router.management().resolve("/api/messages" + query);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", type)
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private HttpResponse<String> post(String query, String body) throws Exception {
    return post("shop", query, "message/rfc822", body, "");
  }

  @Test
  void aMessage() throws Exception {
    router.start();
    HttpResponse<String> answer = post("", MAIL);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String id = ManagementClient.checked(answer.body(), "Submitted").path("queueId").asText();
    await().until(() -> router.mailbox("alice").size() == 1);
    assertThat(router.mailbox("alice").getFirst())
        .contains("Received: from [127.0.0.1]\n\tby router.example.org with HTTP id " + id);
  }

  @Test
  void anEnvelopeOfItsOwn() throws Exception {
    router.start();
    HttpResponse<String> answer =
        post("?recipient=a@elsewhere.example&recipient=b@elsewhere.example&sender=", MAIL);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    await().until(() -> smartHost.mailsTo("b@elsewhere.example").size() == 1);
    assertThat(router.mailbox("alice")).isEmpty();
  }

  @Test
  void noMoreThanAClientMaySendBySmtp() throws Exception {
    router
        .set("smtp.exempt-networks", "192.0.2.0/24")
        .set("smtp.client-rate.mails", "3")
        .set("smtp.client-rate.recipients", "4")
        .start();
    String both = "?recipient=alice@example.org&recipient=bob@example.org";
    assertThat(post(both, MAIL).statusCode()).isEqualTo(202);
    assertThat(post("", MAIL).statusCode()).isEqualTo(202);
    HttpResponse<String> recipients = post(both, MAIL);
    assertThat(recipients.statusCode()).as(recipients.body()).isEqualTo(429);
    assertThat(recipients.body()).contains("450 4.7.1 Too many recipients per minute");
    assertThat(recipients.headers().firstValue("Content-Type"))
        .hasValue("application/problem+json");
    HttpResponse<String> mails = post("", MAIL);
    assertThat(mails.statusCode()).as(mails.body()).isEqualTo(429);
    assertThat(mails.body()).contains("450 4.7.1 Too many mails per minute");
    await().until(() -> router.mailbox("alice").size() == 2);
  }

  @Test
  void aDocument() throws Exception {
    router.start();
    String document =
        """
        {"from": "shop@example.org", "to": "alice@example.org", "subject": "order", "text": "Hi"}
        """;
    assertThat(post("shop", "", "application/json", document, "").statusCode()).isEqualTo(202);
    await().until(() -> router.mailbox("alice").size() == 1);
  }

  @Test
  void theSameKeyIsOneMailWithOneIdAlsoAfterARestart() throws Exception {
    router.start();
    HttpResponse<String> first = post("shop", "", "message/rfc822", MAIL, "order-1");
    HttpResponse<String> second = post("shop", "", "message/rfc822", MAIL, "order-1");
    router.restart();
    HttpResponse<String> third = post("shop", "", "message/rfc822", MAIL, "order-1");
    String id = ManagementClient.checked(first.body(), "Submitted").path("queueId").asText();
    for (HttpResponse<String> again : java.util.List.of(second, third)) {
      assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
      var submitted = ManagementClient.checked(again.body(), "Submitted");
      assertThat(submitted.path("queueId").asText()).isEqualTo(id);
      assertThat(submitted.path("duplicate").asBoolean()).isTrue();
    }
    post("shop", "", "message/rfc822", MAIL.replace("order", "last"), "order-2");
    await().until(() -> router.mailbox("alice", "Subject: last").size() == 1);
    assertThat(router.mailbox("alice", "Subject: order")).hasSize(1);
  }

  @Test
  void orIsToldWhyNot() throws Exception {
    router.start();
    assertThat(post("eve", "", "message/rfc822", MAIL, "").statusCode()).isEqualTo(401);
    assertThat(post("", MAIL.replace("shop@", "boss@")).statusCode()).isEqualTo(403);
    assertThat(post("", MAIL.replace("alice@", "nobody@")).statusCode()).isEqualTo(422);
    assertThat(post("", "no header").statusCode()).isEqualTo(400);
    assertThat(post("?recipient=nonsense", MAIL).statusCode()).isEqualTo(400);
    assertThat(post("?recipients=a@example.org", MAIL).body())
        .contains("recipients: there is no such parameter");
    assertThat(post("", MAIL + "x".repeat(200_000)).statusCode()).isEqualTo(413);
    assertThat(post("shop", "", "text/plain", MAIL, "").statusCode()).isEqualTo(415);
    assertThat(post("shop", "", "application/json", "{\"from\": 1}", "").statusCode())
        .isEqualTo(400);
    HttpResponse<String> bad = post("", "From: shop@example.org\r\n\r\n");
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(bad.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    ManagementClient.checked(bad.body(), "Problems");
    assertThat(router.mailbox("alice")).isEmpty();
  }

  @Test
  void notWithoutRoom() throws Exception {
    router.set("queue.minimum-free-space", "1000000GiB").start();
    assertThat(post("", MAIL).statusCode()).isEqualTo(503);
  }
}
