package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes and tables are edited a hundred times while mail flows, a third of them wrong. */
class FilesChangeUnderLoadIT {
  private static final int ROUNDS = 34;
  private static final int CLIENTS = 4;
  private static final List<String> ROUTES =
      List.of(
          "deliver-remote.camel.yaml",
          "deliver-local.camel.yaml",
          "route-mail.camel.yaml",
          "retry.camel.yaml",
          "accept.camel.yaml",
          "error-handling.camel.yaml");

  private final FakeMta first = FakeMta.start();
  private final FakeMta second = FakeMta.start();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Queue<String> answeredFor = new ConcurrentLinkedQueue<>();
  private RouterUnderTest router;

  @AfterEach
  void stop() {
    ended.set(true);
    router.close();
    first.close();
    second.close();
  }

  private static String table(FakeMta mta) {
    return "rules: [{name: all, action: relay, hosts: \"127.0.0.1:" + mta.port() + "\"}]";
  }

  /** One connection, one mail after the other. */
  private void send(int client) {
    try (SmtpTestClient smtp = SmtpTestClient.greeted(router.smtp())) {
      for (int i = 0; !ended.get(); i++) {
        String name = "c" + client + "-" + i;
        String recipient = i % 5 == 0 ? "alice@example.org" : name + "@elsewhere.example";
        byte[] content = ("Subject: " + name + "\r\n\r\nbody\r\n").getBytes(US_ASCII);
        assertThat(smtp.mail("alice@example.org", List.of(recipient), content)).startsWith("250 ");
        answeredFor.add(name);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the connection of client " + client + " was dropped", e);
    }
  }

  private void awaitProblems(boolean any) {
    await().atMost(Duration.ofSeconds(20)).until(() -> router.fileProblems().isEmpty() != any);
  }

  private void editTable(int round) {
    router.routeFile("routing-table.yaml", "rules: [{name: wrong, action: cart}]");
    awaitProblems(true);
    router.routeFile("routing-table.yaml", table(round % 2 == 0 ? first : second));
    awaitProblems(false);
    router.routeFile("mailboxes.yaml", "mailboxes: [{address: alice}, {address: u" + round + "}]");
  }

  private void editRoutes(int round) throws IOException {
    String file = ROUTES.get(round % ROUTES.size());
    String good = Files.readString(Path.of("routes").resolve(file));
    router.routeFile(file, good + "- route: {id: wrong, from: {uri: \"nowhere:x\"}}\n");
    awaitProblems(true);
    String edited = good.replaceFirst("description: ", "description: Round " + round + ". ");
    router.routeFile(file, edited);
    awaitProblems(false);
    router.routeFile(file, edited.replace("Round ", "Once more, round "));
  }

  @BeforeEach
  void start(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .lookEvery(Duration.ofMillis(50))
            .routeFile("routing-table.yaml", table(first))
            .start();
  }

  @Test
  void noMailAndNoConnectionIsLost() throws IOException {
    List<CompletableFuture<Void>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      clients.add(CompletableFuture.runAsync(() -> send(client), Thread::startVirtualThread));
    }

    for (int round = 0; round < ROUNDS; round++) {
      if (round % 2 == 0) {
        editTable(round);
      } else {
        editRoutes(round / 2);
      }
    }

    ended.set(true);
    clients.forEach(CompletableFuture::join);
    List<String> sent = List.copyOf(answeredFor);
    assertThat(sent.size()).isGreaterThan(ROUNDS);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(arrived()).containsExactlyInAnyOrderElementsOf(sent));
  }

  @Test
  void anEditHoldsUpNoMailAndSendsNoneTwiceWhileAServerIsSlow() throws IOException {
    first.behave(FakeMtaTrait.WAIT_AT_DOT);
    router.routeFile(
        "routing-table.yaml",
        table(second).replace("{name: all,", "{name: all, recipient: quick.example,"));
    String file = "deliver-remote.camel.yaml";
    String good = Files.readString(Path.of("routes").resolve(file));
    router.routeFile("mailboxes.yaml", "mailboxes: [{address: alice}]");
    router.stop().smartHosts(first).start();
    router.deliver("alice@example.org", "u@slow.example", "Subject: slow\r\n\r\n");
    await().until(() -> first.waitingAtDot() == 1);

    router.routeFile(
        file, good.replaceFirst("description: ", "description: Edited. ") + "- route: [");
    awaitProblems(true);
    router.routeFile(file, good.replaceFirst("description: ", "description: Edited. "));
    awaitProblems(false);
    router.deliver("alice@example.org", "u@quick.example", "Subject: quick\r\n\r\n");
    await().until(() -> second.mailsTo("u@quick.example").size() == 1);
    assertThat(first.waitingAtDot()).isEqualTo(1);

    first.behave();
    await().until(() -> first.mails().size() == 1);
    router.stop();
    assertThat(first.mails()).hasSize(1);
  }

  private List<String> arrived() {
    Stream<String> remote =
        Stream.of(first, second).flatMap(mta -> mta.mails().stream()).map(mail -> mail.text());
    return Stream.concat(remote, router.mailbox("alice").stream())
        .map(text -> text.lines().filter(line -> line.startsWith("Subject: ")).findFirst())
        .map(line -> line.orElseThrow().substring("Subject: ".length()))
        .toList();
  }
}
