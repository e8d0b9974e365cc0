package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Routes are edited and added as files, the examples among them; no Java is written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeamsChangeTheWayOfMailIT {
  private static final String POISONED_STEP =
      """
              - choice:
                  when:
                    - expression:
                        simple:
                          expression: ${body.envelope.recipients[0].address.localPart} == 'poison'
                      steps:
                        - throwException:
                            exceptionType: java.lang.IllegalStateException
                            message: the step of a team failed
      """;

  private final FakeMta smartHost = FakeMta.start();
  private RouterUnderTest router;
  private SpoolView spool;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    router = RouterUnderTest.in(directory).smartHosts(smartHost);
    editRoutes();
    router.start();
    spool = SpoolView.open();
  }

  /** As a team would edit {@code route-mail.camel.yaml}. */
  private void editRoutes() throws IOException {
    String file = "route-mail.camel.yaml";
    String text = Files.readString(router.routes().resolve(file));
    String decision = "- route:\n    id: decide-destination\n";
    String first = "        directDelivery: true\n      steps:\n";
    assertThat(text).containsOnlyOnce(decision).containsOnlyOnce(first);
    String copyStep = "        - to:\n            uri: direct:copy-mail-of-partner\n";
    router
        .routeFile(
            file,
            text.substring(0, text.indexOf(decision))
                .replace(first, first + copyStep + POISONED_STEP))
        .example("decide-destination.camel.yaml")
        .example("copy-mail-of-partner.camel.yaml")
        .example("archive-copies.camel.xml");
  }

  @AfterAll
  void stop() throws Exception {
    spool.close();
    router.close();
    smartHost.close();
  }

  private List<Map<String, String>> of(String queue, String recipient) throws Exception {
    return spool.properties(queue).stream()
        .filter(mail -> mail.getOrDefault("mailRecipients", "").contains(recipient))
        .toList();
  }

  @Test
  void theDecisionLocalOrRemote() {
    // accepted from everybody, although it has no mailbox here and goes elsewhere
    router.deliver("a@client.example", "moved@example.org", "Subject: x\r\n\r\n");
    await().until(() -> smartHost.mailsTo("moved@example.org").size() == 1);
    router.deliver("a@client.example", "bob@example.org", "Subject: stays\r\n\r\n");
    await().until(() -> router.mailbox("bob", "Subject: stays").size() == 1);
    assertThat(smartHost.mailsTo("bob@example.org")).isEmpty();
  }

  @Test
  void aCopyOfMailsOfADomainThatAnXmlRouteArchives() throws Exception {
    router.deliver("x@partner.example", "alice@example.org", "Subject: copied\r\n\r\n");
    router.deliver("x@other.example", "alice@example.org", "Subject: not copied\r\n\r\n");
    String large = "Subject: large\r\n\r\n" + "x\r\n".repeat(40_000);
    router.deliver("x@partner.example", "large@elsewhere.example", large);
    await().until(() -> router.mailbox("alice", "copied\n").size() == 2);
    await().until(() -> of("mail.archive.large", "large@elsewhere.example").size() == 1);
    await().until(() -> spool.depth("mail.archive") == 1);
    assertThat(spool.properties("mail.archive").getFirst())
        .containsEntry("mailReversePath", "<x@partner.example>");
    await().until(() -> smartHost.mailsTo("large@elsewhere.example").size() == 1);
  }

  @Test
  void aStepThatFailsParksTheMailAndNoOther() throws Exception {
    router.deliver("a@client.example", "poison@elsewhere.example", "Subject: poison\r\n\r\n");
    router.deliver("a@client.example", "next@elsewhere.example", "Subject: next\r\n\r\n");
    await().until(() -> smartHost.mailsTo("next@elsewhere.example").size() == 1);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> of("mail.dead", "poison@elsewhere.example").size() == 1);
    assertThat(of("mail.dead", "poison@elsewhere.example").getFirst())
        .containsEntry("mailDeadFrom", "mail.ingress")
        .containsEntry(
            "mailDeadReason", "java.lang.IllegalStateException: the step of a team failed");
    assertThat(smartHost.mailsTo("poison@elsewhere.example")).isEmpty();
    assertThat(spool.depth("mail.ingress")).isZero();
  }
}
