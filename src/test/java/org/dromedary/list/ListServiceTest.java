package org.dromedary.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.testkit.Mails;
import org.dromedary.testkit.MutableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListServiceTest {
  private static final String BOB = "bob@example.net";
  private static final String CONTENT = "Subject: hi\r\nFrom: b@c.example\r\n\r\nbody\r\n";

  private final MutableClock clock = new MutableClock(Mails.ARRIVAL);
  private final MailingLists lists =
      Lists.of(
          """
          lists:
            - {address: dev@example.org, owner: owner@example.org, maximum-size: 2KiB}
            - {address: news@example.org, owner: owner@example.org, posting: owner, subscription: closed}
            - {address: all@example.org, owner: owner@example.org, posting: anyone}
            - {address: staff@example.org, owner: owner@example.org, members-route: "direct:x"}
          """);
  private final List<MailAddress> ofRoute = new ArrayList<>();
  private final List<String> recorded = new ArrayList<>();
  private boolean isDeaf;
  private boolean routeFails;
  private Memberships memberships;
  private ListService service;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    memberships =
        new Memberships(
            directory,
            (list, uri) -> membersOfRoute(),
            new Memberships.Witness() {
              @Override
              public void subscribed(MailingList list, MailAddress member, ChangedBy by) {
                record("+" + member);
              }

              @Override
              public void unsubscribed(MailingList list, MailAddress member, ChangedBy by) {
                record("-" + member);
              }
            },
            clock);
    service =
        new ListService(
            () -> lists,
            memberships,
            Domain.parse("mx.example.org"),
            new ListTokens(() -> new byte[32]),
            new QueueIdGenerator(clock, new Random(1)),
            clock);
    boolean unused = memberships.subscribe(list("dev"), address(BOB), ChangedBy.OPERATOR);
  }

  private void record(String change) {
    if (isDeaf) {
      throw new UncheckedIOException(new IOException("it cannot be recorded now"));
    }
    recorded.add(change);
  }

  private List<MailAddress> membersOfRoute() {
    if (routeFails) {
      throw new IllegalStateException("the database is down");
    }
    return List.copyOf(ofRoute);
  }

  private MailingList list(String name) {
    return lists.list(address(name + "@example.org")).orElseThrow();
  }

  private static MailAddress address(String text) {
    return MailAddress.parse(text);
  }

  private static QueuedMessage mail(String from, String to, String content) {
    QueuedMessage mail = Mails.of(ReversePath.parse("<" + from + ">"), to);
    return new QueuedMessage(
        mail.queueId(),
        mail.envelope(),
        mail.arrival(),
        mail.retry(),
        MailContent.of(content.getBytes(ISO_8859_1)));
  }

  private static String text(MailContent content) throws IOException {
    return new String(content.open().readAllBytes(), ISO_8859_1);
  }

  private static DeliveryOutcome outcome(List<ListStep> steps) {
    DeliveryReport report = ((ListStep.Report) steps.getLast()).report();
    assertThat(report.outcomes()).hasSize(1);
    return report.outcomes().getFirst();
  }

  private static QueuedMessage sent(List<ListStep> steps) {
    assertThat(steps).hasSize(2);
    return ((ListStep.Send) steps.getFirst()).mail();
  }

  private Optional<SmtpReply> rcpt(String from, String to) {
    return service.refusalOfRecipient(ReversePath.parse("<" + from + ">"), address(to));
  }

  @ParameterizedTest
  @CsvSource({
    "bob@example.net, dev@example.org, ",
    "BOB@Example.Net, dev@example.org, ",
    "owner@example.org, dev@example.org, ",
    "eve@example.net, dev@example.org, 550 5.7.2 only members may post to this list",
    "'', dev@example.org, 550 5.7.2 automatic mail is not distributed",
    "'', all@example.org, 550 5.7.2 automatic mail is not distributed",
    "eve@example.net, all@example.org, ",
    "bob@example.net, news@example.org, 550 5.7.2 only its owner posts to this list",
    "owner@example.org, news@example.org, ",
    "eve@example.net, dev-subscribe@example.org, ",
    "'', dev-subscribe@example.org, 550 5.7.1 automatic mail is not answered",
    "'', dev-bounces@example.org, ",
    "'', dev-bounces+x@example.org, ",
    "eve@example.net, dev-owner@example.org, ",
    "eve@example.net, alice@example.org, "
  })
  void aSenderIsRefusedAtOnce(String from, String to, String reply) {
    assertThat(rcpt(from, to).map(SmtpReply::toString)).isEqualTo(Optional.ofNullable(reply));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "List-Id: Dev <DEV.example.org>\r\n",
        "List-Id: <x.y>\r\nList-Id:\r\n <dev.example.org>\r\n",
        "X-Loop: other@example.org\r\nX-Loop: Dev@Example.org\r\n"
      })
  void loopsAreRefused(String header) throws IOException {
    String content = header + CONTENT;
    assertThat(
            service.refusalOfMail(
                List.of(address("alice@example.org"), address("dev@example.org")),
                MailContent.of(content.getBytes(ISO_8859_1))))
        .map(SmtpReply::toString)
        .contains("554 5.4.6 this mail has been through this list before");
    assertThat(outcome(service.serve(mail(BOB, "dev@example.org", content))))
        .isInstanceOf(DeliveryOutcome.Failed.class);
    assertThat(
            service.refusalOfMail(
                List.of(address("dev-owner@example.org")),
                MailContent.of(content.getBytes(ISO_8859_1))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'Auto-Submitted: auto-replied', 550 5.7.2 automatic mail is not distributed",
    "'Auto-Submitted: no', ",
    "'auto-submitted: No (by hand)', "
  })
  void automaticMailIsNotDistributed(String field, String reply) {
    DeliveryOutcome outcome =
        outcome(service.serve(mail(BOB, "dev@example.org", field + "\r\n" + CONTENT)));
    assertThat(outcome.reply().toString())
        .startsWith(reply == null ? "250 2.0.0 distributed to 1 members as " : reply);
  }

  @Test
  void whatIsTooLargeIsRefused() {
    String large = CONTENT + "x\r\n".repeat(1000);
    assertThat(outcome(service.serve(mail(BOB, "dev@example.org", large))).reply())
        .hasToString("552 5.2.3 the mail is larger than this list takes");
  }

  @Test
  void aMailOfAStrangerThatCameByAnotherWayIsReturned() {
    assertThat(outcome(service.serve(mail("eve@example.net", "dev@example.org", CONTENT))))
        .isEqualTo(
            new DeliveryOutcome.Failed(
                Mails.recipient("dev@example.org"),
                "list",
                SmtpReply.of(550, "5.7.2", "only members may post to this list")));
  }

  @Test
  void eachMemberGetsACopyOnceHoweverManyTheyAre() throws IOException {
    List<String> members =
        IntStream.range(0, 1234).mapToObj(i -> "user" + i + "@example.net").toList();
    for (String member : members) {
      ofRoute.add(address(member));
    }
    List<ListStep> begun = service.serve(mail("user7@example.net", "staff@example.org", CONTENT));
    assertThat(begun).hasSize(4); // 500, 500, 234 and the report
    assertThat(outcome(begun).reply().toString())
        .startsWith("250 2.0.0 distributed to 1234 members as ");
    List<QueuedMessage> copies = new ArrayList<>();
    List<ListStep> waiting = new ArrayList<>(begun.subList(0, 3));
    int most = 0;
    while (!waiting.isEmpty()) {
      List<ListStep> steps =
          service.distribute(((ListStep.Distribute) waiting.removeLast()).mail());
      most = Math.max(most, steps.size());
      for (ListStep step : steps) {
        if (step instanceof ListStep.Send send) {
          copies.add(send.mail());
        } else {
          waiting.add(step);
        }
      }
    }
    assertThat(most).isEqualTo(51);
    assertThat(copies)
        .extracting(copy -> copy.envelope().recipients().getFirst().address().toString())
        .containsExactlyInAnyOrderElementsOf(members);
    assertThat(copies)
        .allSatisfy(
            copy -> {
              assertThat(copy.envelope().recipients()).hasSize(1);
              assertThat(copy.retry().attempts()).isPositive(); // no more copies by rules
              assertThat(copy.arrival()).isEqualTo(Arrival.local(clock.instant()));
            });
    assertThat(copies.stream().map(copy -> copy.envelope().reversePath()).distinct()).hasSize(1234);
    assertThat(copies.stream().map(QueuedMessage::queueId).distinct()).hasSize(3);
    assertThat(text(copies.getFirst().content()))
        .contains("\r\nList-Id: <staff.example.org>\r\n", "\r\nX-Loop: staff@example.org\r\n")
        .endsWith("X-Loop: staff@example.org\r\n" + CONTENT);
  }

  private String confirmation(String member, String request) throws IOException {
    QueuedMessage question = sent(service.serve(mail(member, request, CONTENT)));
    return text(question.content()).replaceFirst("(?s).*\r\nReply-To: <([^>]+)>.*", "$1");
  }

  @Test
  void whoComesAndGoesIsRecordedFirstAndTheMailWaitsUntilThatIsPossible() throws IOException {
    String confirm = confirmation("eve@example.net", "dev-subscribe@example.org");
    recorded.clear();
    isDeaf = true;
    List<ListStep> steps = service.serve(mail("eve@example.net", confirm, CONTENT));
    assertThat(steps).hasSize(1); // no answer
    assertThat(outcome(steps)).isInstanceOf(DeliveryOutcome.Deferred.class);
    assertThat(memberships.active(list("dev"))).hasSize(1);
    isDeaf = false;
    assertThat(outcome(service.serve(mail("eve@example.net", confirm, CONTENT))))
        .isInstanceOf(DeliveryOutcome.Delivered.class);
    assertThat(memberships.active(list("dev"))).contains(address("eve@example.net"));
    String leave = confirmation("eve@example.net", "dev-unsubscribe@example.org");
    assertThat(outcome(service.serve(mail("eve@example.net", leave, CONTENT))))
        .isInstanceOf(DeliveryOutcome.Delivered.class);
    assertThat(recorded).containsExactly("+eve@example.net", "-eve@example.net");
  }

  @Test
  void whatSubscribesIsTheReplyFromTheAddressThatWasAsked() throws IOException {
    QueuedMessage question =
        sent(service.serve(mail("eve@example.net", "dev-subscribe@example.org", CONTENT)));
    assertThat(question.envelope().reversePath()).isEqualTo(ReversePath.NULL);
    assertThat(question.envelope().recipients())
        .extracting(Recipient::address)
        .containsExactly(address("eve@example.net"));
    String text = text(question.content());
    assertThat(text)
        .contains("Auto-Submitted: auto-replied\r\n", "From: <dev-owner@example.org>\r\n")
        .contains("Subject: Confirm your subscription to dev@example.org\r\n")
        .contains("\r\n  eve@example.net\r\n");
    String confirm = text.replaceFirst("(?s).*\r\nReply-To: <([^>]+)>.*", "$1");
    assertThat(confirm).startsWith("dev-confirm+s");
    assertThat(rcpt("other@example.net", confirm)).isPresent();
    assertThat(rcpt("eve@example.net", confirm)).isEmpty();

    assertThat(outcome(service.serve(mail("other@example.net", confirm, CONTENT))).reply())
        .hasToString("250 2.0.0 not confirmed");
    String automatic = "Auto-Submitted: auto-replied\r\n" + CONTENT;
    assertThat(service.serve(mail("eve@example.net", confirm, automatic))).hasSize(1);
    assertThat(memberships.active(list("dev"))).hasSize(1);

    QueuedMessage welcome = sent(service.serve(mail("eve@example.net", confirm, CONTENT)));
    assertThat(text(welcome.content())).contains("Subject: Welcome to dev@example.org\r\n");
    assertThat(memberships.active(list("dev")))
        .containsExactly(address(BOB), address("eve@example.net"));
    assertThat(sent(service.serve(mail("eve@example.net", confirm, CONTENT))).envelope())
        .isEqualTo(welcome.envelope()); // once more, and nothing changes

    clock.advance(ListRequests.CONFIRMATION.plus(Duration.ofHours(1)));
    assertThat(rcpt("eve@example.net", confirm)).isPresent();
  }

  @Test
  void membersAndStrangersAreAnsweredInTheSameWords() throws IOException {
    for (String what : List.of("dev-subscribe@example.org", "dev-unsubscribe@example.org")) {
      String member = text(sent(service.serve(mail(BOB, what, CONTENT))).content());
      String stranger = text(sent(service.serve(mail("eve@example.net", what, CONTENT))).content());
      assertThat(words(member)).isEqualTo(words(stranger));
    }
  }

  private static String words(String mail) {
    return mail.replaceAll("(eve|bob)@example.net", "?")
        .replaceAll("\\+\\w+@", "+?@")
        .replaceAll("Message-ID: .*", "");
  }

  @Test
  void whoeverIsClosedOutIsSentToTheOwner() throws IOException {
    for (String what : List.of("news-subscribe", "staff-subscribe", "staff-unsubscribe")) {
      clock.advance(Duration.ofHours(1));
      QueuedMessage answer =
          sent(service.serve(mail("eve@example.net", what + "@example.org", CONTENT)));
      assertThat(text(answer.content())).contains("is said by\r\nits owner");
    }
    clock.advance(Duration.ofHours(1));
    assertThat(
            text(sent(service.serve(mail(BOB, "news-unsubscribe@example.org", CONTENT))).content()))
        .contains("Subject: Confirm that you leave news@example.org");
  }

  @Test
  void listsAreNotAnswered() {
    List<ListStep> steps =
        service.serve(mail("news@example.org", "dev-subscribe@example.org", CONTENT));
    assertThat(steps).hasSize(1);
    assertThat(outcome(steps).reply()).hasToString("250 2.0.0 mail of a list, it is not answered");
  }

  @Test
  void nobodyIsFloodedWithAnswers() {
    for (int i = 0; i < ListRequests.ANSWERS_PER_ADDRESS; i++) {
      assertThat(service.serve(mail("Eve@example.net", "dev-help@example.org", CONTENT)))
          .hasSize(2);
    }
    List<ListStep> more = service.serve(mail("eve@example.net", "dev-help@example.org", CONTENT));
    assertThat(more).hasSize(1);
    assertThat(outcome(more).reply())
        .hasToString("250 2.0.0 not answered, there were enough answers in this hour");
    clock.advance(Duration.ofHours(1));
    assertThat(service.serve(mail("eve@example.net", "dev-help@example.org", CONTENT))).hasSize(2);
  }

  private String bouncePath() {
    ListStep begun = service.serve(mail(BOB, "dev@example.org", CONTENT)).getFirst();
    List<ListStep> copies = service.distribute(((ListStep.Distribute) begun).mail());
    return ((ListStep.Send) copies.getFirst())
        .mail()
        .envelope()
        .reversePath()
        .address()
        .orElseThrow()
        .toString();
  }

  private static String report(String action) {
    return "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n"
        + "Auto-Submitted: auto-replied\r\n\r\n--b\r\n\r\nsorry\r\n--b\r\n"
        + "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        + "Final-Recipient: rfc822; bob@example.net\r\n"
        + action
        + "\r\nStatus: 5.0.0\r\n--b--\r\n";
  }

  @Test
  void failuresCountAndNothingElse() throws IOException {
    String path = bouncePath();
    for (String content :
        List.of(
            report("Action: delayed"),
            report("Action: relayed"),
            "Content-Type: multipart/report; report-type=disposition-notification\r\n\r\n",
            "Auto-Submitted: auto-replied\r\nSubject: on holiday\r\n\r\n")) {
      assertThat(outcome(service.serve(mail("", path, content))).reply())
          .hasToString("250 2.0.0 an answer to a member's mail, it does not count");
    }
    assertThat(memberships.all(list("dev")).getFirst().bounces()).isEmpty();
    for (String content : List.of(report("Action: failed"), report("X: y"), CONTENT)) {
      assertThat(outcome(service.serve(mail("", path, content))).reply())
          .hasToString("250 2.0.0 a returned mail of a member");
    }
    assertThat(memberships.all(list("dev")).getFirst().bounces()).hasSize(1);
    for (String forged :
        List.of("dev-bounces+0123456789abcdef@example.org", "dev-bounces@example.org")) {
      assertThat(outcome(service.serve(mail("", forged, report("Action: failed")))).reply())
          .hasToString("250 2.0.0 a returned mail of nobody who is a member");
    }
  }

  @Test
  void mailWaitsWhileItIsNotKnownWhoIsAMember() {
    routeFails = true;
    assertThat(rcpt(BOB, "staff@example.org").map(SmtpReply::toString))
        .contains("451 4.3.0 the list cannot be served now, try again later");
    List<ListStep> steps = service.serve(mail(BOB, "staff@example.org", CONTENT));
    assertThat(steps).hasSize(1);
    assertThat(outcome(steps)).isInstanceOf(DeliveryOutcome.Deferred.class);
  }

  @Test
  void aListThatIsGoneHasItsMailRoutedAgain() {
    assertThat(outcome(service.serve(mail(BOB, "alice@example.org", CONTENT))))
        .isInstanceOf(DeliveryOutcome.Rerouted.class);
  }
}
