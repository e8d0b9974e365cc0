package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.EventSubscriber;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaMail;
import org.dromedary.testkit.ManagementClient;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.dromedary.testkit.SpoolView;
import org.dromedary.users.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People subscribe to a list, write to it, and leave it. */
class MailingListsIT {
  private static final String CONTENT =
      "From: alice@example.org\r\nTo: dev@example.org\r\nSubject: hi  there\r\n\r\nbody\r\n";
  private static final String PASSWORD = "correct horse battery";
  private static final String LISTS =
      """
      lists:
        - {address: dev@example.org, owner: bob@example.org, description: Developers, bounces: 1}
      """;

  private final FakeMta mta = FakeMta.start();
  private Path members;
  private RouterUnderTest router;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    router = RouterUnderTest.in(directory).smartHosts(mta).routeFile("lists.yaml", LISTS);
    members =
        Files.createDirectories(directory.resolve("data/lists")).resolve("dev@example.org.members");
  }

  @AfterEach
  void stop() {
    router.close();
    mta.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private String rcpt(String from, String to) throws IOException {
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      client.command("MAIL FROM:<" + from + ">");
      return client.command("RCPT TO:<" + to + ">");
    }
  }

  private static FakeMtaMail only(List<FakeMtaMail> mails) {
    assertThat(mails).hasSize(1);
    return mails.getFirst();
  }

  @Test
  void aPostReachesMembersHereAndElsewhere() throws Exception {
    Files.writeString(members, "# ours\nalice@example.org\ncarol@elsewhere.example\n");
    router.start();
    String reply = router.deliver("alice@example.org", "Dev@Example.org", CONTENT);
    eventually(() -> assertThat(mta.mailsTo("carol@elsewhere.example")).hasSize(1));
    eventually(() -> assertThat(router.mailbox("alice")).hasSize(1));

    FakeMtaMail copy = only(mta.mailsTo("carol@elsewhere.example"));
    assertThat(copy.reversePath()).matches("dev-bounces\\+[0-9a-z]{16}@example\\.org");
    assertThat(copy.recipients()).containsExactly("carol@elsewhere.example");
    assertThat(copy.text())
        .startsWith("Received: by router.example.org (list dev@example.org) id ")
        .contains(
            "List-Id: \"Developers\" <dev.example.org>\r\n",
            "List-Post: <mailto:dev@example.org>\r\n",
            "List-Subscribe: <mailto:dev-subscribe@example.org>\r\n",
            "List-Unsubscribe: <mailto:dev-unsubscribe@example.org>\r\n",
            "Precedence: list\r\n")
        .contains("id " + reply.replaceFirst(".* (\\w+)$", "$1"))
        .endsWith("\r\n" + CONTENT);
    String here = router.mailbox("alice").getFirst();
    assertThat(here).containsPattern("Return-Path: <dev-bounces\\+[0-9a-z]{16}@example\\.org>");
    assertThat(here).doesNotContain(copy.reversePath());
    assertThat(router.mailbox("bob")).isEmpty();
  }

  @Test
  void whoMayNotPostIsRefusedAtOnce() throws Exception {
    Files.writeString(members, "alice@example.org\n");
    router.start();
    assertThat(rcpt("alice@example.org", "dev@example.org")).startsWith("250");
    assertThat(rcpt("bob@example.org", "dev@example.org")).startsWith("250"); // the owner
    assertThat(rcpt("eve@elsewhere.example", "dev@example.org")).startsWith("550 5.7.2");
    assertThat(rcpt("", "dev@example.org")).startsWith("550 5.7.2");
    assertThat(rcpt("alice@example.org", "dev-nobody@example.org")).startsWith("550 5.1.1");
    assertThat(rcpt("alice@example.org", "developers@example.org")).startsWith("550 5.1.1");
    String loop = "X-Loop: dev@example.org\r\n" + CONTENT;
    assertThat(router.deliver("alice@example.org", "dev@example.org", loop))
        .startsWith("554 5.4.6");
    String own = "List-Id: <dev.example.org>\r\n" + CONTENT;
    assertThat(router.deliver("alice@example.org", "dev@example.org", own)).startsWith("554 5.4.6");
    String absent = "Auto-Submitted: auto-replied\r\n" + CONTENT;
    assertThat(router.deliver("alice@example.org", "dev@example.org", absent))
        .startsWith("550 5.7.2");
    router.deliver("eve@elsewhere.example", "dev-owner@example.org", CONTENT);
    eventually(() -> assertThat(router.mailbox("bob")).hasSize(1));
    assertThat(router.mailbox("alice")).isEmpty();
  }

  @Test
  void listsInACircleEnd() throws Exception {
    router
        .routeFile(
            "lists.yaml",
            """
            lists:
              - {address: a@example.org, owner: bob@example.org, posting: anyone}
              - {address: b@example.org, owner: bob@example.org, posting: anyone}
            """)
        .start();
    Files.writeString(
        members.resolveSibling("a@example.org.members"), "b@example.org\nalice@example.org\n");
    Files.writeString(members.resolveSibling("b@example.org.members"), "a@example.org\n");
    try (EventSubscriber events = EventSubscriber.open("failed")) {
      router.deliver("eve@elsewhere.example", "a@example.org", CONTENT);
      assertThat(events.read(1).getFirst())
          .contains("\"enhancedCode\":\"5.4.6\"", "\"recipient\":\"a@example.org\"");
    }
    eventually(() -> assertThat(router.mailbox("alice")).hasSize(1));
  }

  private String confirmation(String subject) {
    String question =
        mta.mailsTo("eve@elsewhere.example").stream()
            .map(FakeMtaMail::text)
            .filter(text -> text.contains("Subject: " + subject))
            .reduce("", (before, last) -> last);
    assertThat(question).contains("Reply-To: <dev-confirm+");
    return question.replaceFirst("(?s).*\r\nReply-To: <([^>]+)>.*", "$1");
  }

  @Test
  void whoeverConfirmsItComesAndGoes() throws Exception {
    router.start();
    router.deliver("eve@elsewhere.example", "dev-subscribe@example.org", CONTENT);
    eventually(() -> assertThat(mta.mailsTo("eve@elsewhere.example")).hasSize(1));
    assertThat(only(mta.mails()).reversePath()).isEmpty();
    assertThat(only(mta.mails()).text()).contains("Auto-Submitted: auto-replied\r\n");
    assertThat(members).doesNotExist();
    String confirm = confirmation("Confirm your subscription");
    assertThat(rcpt("mallory@elsewhere.example", confirm)).startsWith("550 5.7.1");
    String forged = confirm.replaceFirst(".@", confirm.contains("0@") ? "1@" : "0@");
    assertThat(rcpt("eve@elsewhere.example", forged)).startsWith("550 5.7.1");
    router.restart(); // the key stays
    try (EventSubscriber events = EventSubscriber.open("subscribed")) {
      router.deliver("eve@elsewhere.example", confirm, CONTENT);
      assertThat(events.read(1).getFirst())
          .contains(
              "\"list\":\"dev@example.org\",\"address\":\"eve@elsewhere.example\",\"by\":\"mail\"");
    }
    assertThat(members).hasContent("eve@elsewhere.example");
    eventually(() -> assertThat(mta.mailsTo("eve@elsewhere.example")).hasSize(2));
    assertThat(mta.mails().getLast().text()).contains("Subject: Welcome to dev@example.org");
    assertThat(rcpt("eve@elsewhere.example", "dev@example.org")).startsWith("250");
    try (EventSubscriber events = EventSubscriber.open("unsubscribed")) {
      router.deliver("eve@elsewhere.example", "dev-unsubscribe@example.org", CONTENT);
      eventually(() -> assertThat(mta.mailsTo("eve@elsewhere.example")).hasSize(3));
      router.deliver("eve@elsewhere.example", confirmation("Confirm that you leave"), CONTENT);
      assertThat(events.read(1).getFirst())
          .contains(
              "\"event\":\"unsubscribed\"",
              "\"list\":\"dev@example.org\",\"address\":\"eve@elsewhere.example\",\"by\":\"mail\"");
    }
    assertThat(members).hasContent("");
    assertThat(rcpt("eve@elsewhere.example", "dev@example.org")).startsWith("550 5.7.2");
  }

  @Test
  void whoseMailComesBackGetsNoMore() throws Exception {
    Files.writeString(members, "fail-rcpt@elsewhere.example\ncarol@elsewhere.example\n");
    router.start();
    try (EventSubscriber events = EventSubscriber.open("unsubscribed")) {
      router.deliver("carol@elsewhere.example", "dev@example.org", CONTENT);
      assertThat(events.read(1).getFirst())
          .contains("\"address\":\"fail-rcpt@elsewhere.example\",\"by\":\"bounces\"");
    }
    assertThat(Files.readString(members))
        .containsPattern(
            "fail-rcpt@elsewhere\\.example bounced 20[0-9-]{8} disabled 20[0-9-]{8}\ncarol@");
    router.restart();
    router.deliver("carol@elsewhere.example", "dev@example.org", CONTENT);
    eventually(() -> assertThat(mta.mailsTo("carol@elsewhere.example")).hasSize(2));
    assertThat(mta.commands()).filteredOn(command -> command.contains("fail-rcpt")).hasSize(1);
    try (SpoolView queues = SpoolView.open()) {
      assertThat(queues.depth("mail.undeliverable")).isZero();
      assertThat(queues.depth("mail.dead")).isZero();
    }
  }

  @Test
  void anOperatorSaysWhoIsAMember() throws Exception {
    router.user("op", PASSWORD, Role.OPERATOR).user("eye", PASSWORD, Role.VIEWER).start();
    String bob = "/lists/dev%40example.org/members?address=b%2Bx%40elsewhere.example";
    try (ManagementClient operator = ManagementClient.of(router, "op", PASSWORD);
        ManagementClient viewer = ManagementClient.of(router, "eye", PASSWORD);
        EventSubscriber events = EventSubscriber.open("subscribed", "unsubscribed")) {
      assertThat(viewer.ask("PUT", bob).statusCode()).isEqualTo(401);
      assertThat(operator.ask("PUT", bob).statusCode()).isEqualTo(204);
      assertThat(operator.ask("PUT", bob).statusCode()).isEqualTo(204);
      assertThat(members).hasContent("b+x@elsewhere.example");
      assertThat(viewer.json("GET", "/lists", "MailingLists").path("lists")).hasSize(1);
      assertThat(
              viewer
                  .json("GET", "/lists/dev%40example.org", "MailingListWithMembers")
                  .at("/members/0/address")
                  .asText())
          .isEqualTo("b+x@elsewhere.example");
      assertThat(operator.ask("DELETE", bob).statusCode()).isEqualTo(204);
      assertThat(operator.ask("DELETE", bob).statusCode()).isEqualTo(404);
      assertThat(operator.ask("PUT", bob.replace("%2Bx%40", "")).statusCode()).isEqualTo(400);
      assertThat(viewer.ask("GET", "/lists/no%40example.org").statusCode()).isEqualTo(404);
      assertThat(events.read(2))
          .satisfiesExactly(
              first -> assertThat(first).contains("\"subscribed\"", "\"by\":\"operator\""),
              then -> assertThat(then).contains("\"unsubscribed\"", "\"by\":\"operator\""));
    }
  }

  @Test
  void aRouteSaysWhoTheMembersAre() throws Exception {
    router
        .routeFile(
            "lists.yaml",
            """
            lists:
              - address: staff@example.org
                owner: bob@example.org
                members-route: direct:staff-members
                subject-tag: "[staff]"
                unsubscribe-url: "https://l.example/?a={address}&t={token}"
            """)
        .routeFile(
            "staff.camel.yaml",
            """
            - route:
                id: staff-members
                description: Says who is a member.
                from:
                  uri: direct:staff-members
                  steps:
                    - setBody:
                        expression:
                          constant:
                            expression: alice@example.org, carol@elsewhere.example
            """)
        .start();
    router.deliver("alice@example.org", "staff@example.org", CONTENT);
    eventually(() -> assertThat(mta.mailsTo("carol@elsewhere.example")).hasSize(1));
    assertThat(only(mta.mails()).text())
        .startsWith("List-Unsubscribe: <https://l.example/?a=carol%40elsewhere.example&t=u")
        .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")
        .contains("Subject: [staff] hi  there\r\n");
    eventually(() -> assertThat(router.mailbox("alice", "a=alice%40example.org")).hasSize(1));
    router.deliver("eve@elsewhere.example", "staff-subscribe@example.org", CONTENT);
    eventually(() -> assertThat(mta.mailsTo("eve@elsewhere.example")).hasSize(1));
    assertThat(mta.mailsTo("eve@elsewhere.example").getFirst().text())
        .contains("staff-owner@example.org")
        .doesNotContain("Reply-To");
  }

  private static String staffRoute(String step) {
    return """
        - route:
            id: staff-members
            description: Says who is a member.
            from:
              uri: direct:staff-members
              steps:
        """
        + step.indent(8);
  }

  @Test
  void mailWaitsWhileTheRouteFails() throws Exception {
    router
        .routeFile(
            "lists.yaml",
            """
            lists:
              - address: staff@example.org
                owner: bob@example.org
                posting: anyone
                members-route: direct:staff-members
            """)
        .routeFile(
            "staff.camel.yaml",
            staffRoute(
                """
                - throwException:
                    exceptionType: java.lang.IllegalStateException
                    message: the database is down
                """))
        .lookEvery(Duration.ofMillis(100))
        .start();
    try (EventSubscriber events = EventSubscriber.open("deferred")) {
      router.deliver("eve@elsewhere.example", "staff@example.org", CONTENT);
      assertThat(events.read(1).getFirst())
          .contains("\"recipient\":\"staff@example.org\"", "\"relay\":\"list\"");
    }
    router.restart(); // it waits on disk
    router.routeFile(
        "staff.camel.yaml",
        staffRoute(
            """
            - setBody:
                expression:
                  constant:
                    expression: alice@example.org
            """));
    eventually(() -> assertThat(router.mailbox("alice", "List-Id")).hasSize(1));
  }

  @Test
  void aRouterDoesNotStartWithAMistake() {
    router.routeFile("lists.yaml", "lists: [{address: dev@elsewhere.example, owner: b@x.example}]");
    assertThatThrownBy(router::start)
        .hasMessageContaining(
            "lists.yaml:1:19: lists[0].address: 'dev@elsewhere.example': the domain is");
  }

  @Test
  void anEditTakesEffectAndAMistakeDoesNot() throws Exception {
    Files.writeString(members, "alice@example.org\n");
    router.lookEvery(Duration.ofMillis(100)).start();
    router.routeFile(
        "lists.yaml", LISTS + "  - {address: new@example.org, owner: bob@example.org}\n");
    eventually(() -> assertThat(rcpt("bob@example.org", "new@example.org")).startsWith("250"));
    router.routeFile("lists.yaml", "lists: [{address: dev@example.org}]\n");
    eventually(
        () ->
            assertThat(router.fileProblems())
                .singleElement()
                .asString()
                .contains("lists.yaml:1:9: lists[0]: has no owner; add 'owner:'"));
    assertThat(rcpt("bob@example.org", "new@example.org")).startsWith("250");
    Files.writeString(members, "nonsense\nalice@example.org\n");
    router.routeFile("lists.yaml", LISTS);
    eventually(
        () ->
            assertThat(router.fileProblems())
                .singleElement()
                .asString()
                .contains("dev@example.org.members:1:1: 'nonsense'"));
    eventually(() -> assertThat(rcpt("b@example.org", "new@example.org")).startsWith("550 5.1.1"));
    assertThat(rcpt("alice@example.org", "dev@example.org")).startsWith("250");
  }

  @Test
  void aMemberWhoIsWrittenToAsWellGetsBoth() throws Exception {
    Files.writeString(members, "alice@example.org\n");
    router.start();
    router.deliver("alice@example.org", List.of("dev@example.org", "alice@example.org"), CONTENT);
    eventually(() -> assertThat(router.mailbox("alice")).hasSize(2));
    assertThat(router.mailbox("alice", "List-Id")).hasSize(1);
  }

  @Test
  void aLargeMailReachesAllOctetForOctet() throws Exception {
    Files.writeString(members, "carol@elsewhere.example\ndave@elsewhere.example\n");
    router.start();
    String large = CONTENT + "0123456789abcdef\r\n".repeat(200_000);
    router.deliver("carol@elsewhere.example", "dev@example.org", large);
    eventually(() -> assertThat(mta.mails()).hasSize(2));
    assertThat(mta.mails()).allMatch(mail -> mail.text().endsWith("\r\n" + large));
    assertThat(mta.mails()).allMatch(mail -> mail.text().contains("\r\nList-Id: "));
  }
}
