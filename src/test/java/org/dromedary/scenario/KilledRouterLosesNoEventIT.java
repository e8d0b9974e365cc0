package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.ManagementClient;
import org.dromedary.testkit.RouterProcess;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.dromedary.users.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL while mail goes out, members of a list come, and the archive is read: what an answer was
 * given for is in the reports, and no outcome is without the connection that led to it.
 */
class KilledRouterLosesNoEventIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LIST = "dev@example.org";
  private static final byte[] CONTENT = "Subject: x\r\n\r\ntext\r\n".getBytes(US_ASCII);
  private static final int ENOUGH = 60;

  private final Queue<String> sent = new ConcurrentLinkedQueue<>();
  private final Queue<String> read = new ConcurrentLinkedQueue<>();
  private final Queue<String> subscribed = new ConcurrentLinkedQueue<>();
  private final AtomicInteger number = new AtomicInteger();

  /** Does something until the router is gone. */
  private interface Load {
    void once(int number) throws IOException;
  }

  private Thread start(Load load) {
    return Thread.startVirtualThread(
        () -> {
          try {
            while (true) {
              load.once(number.incrementAndGet());
            }
          } catch (IOException | UncheckedIOException e) {
            // it was killed: what was not answered does not count
          }
        });
  }

  private void send(InetSocketAddress smtp, int mail) throws IOException {
    // some are put off, after a conversation that says so
    String recipient = (mail % 3 == 0 ? "defer-rcpt+" : "u") + mail + "@elsewhere.example";
    try (SmtpTestClient client = SmtpTestClient.greeted(smtp)) {
      if (client.mail("a@client.example", List.of(recipient), CONTENT).startsWith("250")) {
        sent.add(recipient);
      }
    }
  }

  private void read(ManagementClient client, int search) {
    String condition = "subject=s" + search;
    if (client.ask("GET", "/archive?" + condition).statusCode() == 200) {
      read.add(condition);
    }
  }

  private void subscribe(ManagementClient client, int member) {
    String address = "m" + member + "@example.net";
    if (client.ask("PUT", "/lists/" + LIST + "/members?address=" + address).statusCode() == 204) {
      subscribed.add(address);
    }
  }

  private void loadAndKill(RouterProcess router, ManagementClient client)
      throws InterruptedException {
    InetSocketAddress smtp = router.awaitReady();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      threads.add(start(mail -> send(smtp, mail)));
      threads.add(start(search -> read(client, search)));
      threads.add(start(member -> subscribe(client, member)));
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> sent.size() > 3 * ENOUGH && read.size() > ENOUGH && subscribed.size() > ENOUGH);
    router.kill();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static RouterUnderTest prepared(Path directory, FakeMta mta) {
    RouterUnderTest router =
        RouterUnderTest.in(directory)
            .smartHosts(mta)
            .routeFile(
                "mailboxes.yaml",
                "mailboxes: [{address: bob@example.org}, {address: archive@example.org}]\n")
            .routeFile("lists.yaml", "lists: [{address: " + LIST + ", owner: bob@example.org}]\n")
            .set("archive.mailbox", "archive@example.org")
            // a connection for each mail, so that both can be counted
            .set("outbound.maximum-mails-per-connection", "1")
            .set("retry.delay", "1h")
            .set("retry.maximum-delay", "1h")
            .user("op", "secret-op", Role.OPERATOR);
    for (String report :
        List.of("connections", "outbound-status", "subscriptions", "archive-accesses")) {
      router
          .set("reports." + report + ".enabled", "true")
          .set("reports." + report + ".cron", "0 0 0 1 1 ? 2098")
          .set("reports." + report + ".recipient", "bob@example.org");
    }
    return router;
  }

  /** What waits for a report, by the ids of the events. */
  private static Map<String, JsonNode> waiting(String report) {
    try (ServerLocator locator =
            ActiveMQClient.createServerLocatorWithoutHA(
                new TransportConfiguration(InVMConnectorFactory.class.getName()));
        ClientSession session = locator.createSessionFactory().createSession();
        ClientConsumer consumer = session.createConsumer("mail.report." + report, true)) {
      session.start();
      Map<String, JsonNode> events = new LinkedHashMap<>();
      for (ClientMessage next = consumer.receive(500); next != null; next = consumer.receive(500)) {
        JsonNode event = JSON.readTree(next.getBodyBuffer().readNullableSimpleString().toString());
        events.put(event.path("id").asText(), event);
      }
      return events;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> texts(String report, String field) {
    return waiting(report).values().stream().map(event -> event.path(field).asText()).toList();
  }

  private static long atServer(String report, String server) {
    return waiting(report).values().stream()
        .filter(event -> event.path("relay").asText().endsWith(server))
        .count();
  }

  @Test
  void whatWasAnsweredIsTold(@TempDir Path directory) throws Exception {
    try (FakeMta mta = FakeMta.start();
        RouterUnderTest files = prepared(directory, mta)) {
      Path data = Path.of(files.settings().getOrDefault("dromedary.data-directory", ""));
      try (ManagementClient client = ManagementClient.on(data, "op", "secret-op");
          RouterProcess router =
              RouterProcess.start(directory.resolve("router.log"), files.settings())) {
        loadAndKill(router, client);
      }
      String server = "]:" + mta.port();
      files.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  texts("archive-accesses", "object").containsAll(read)
                      && texts("subscriptions", "address").containsAll(subscribed)
                      && atServer("outbound-status", server) >= sent.size());
      // outcomes first: whatever comes meanwhile has had its connection before
      long outcomes = atServer("outbound-status", server);
      assertThat(atServer("connections", server)).isGreaterThanOrEqualTo(outcomes);
      try (ManagementClient client = ManagementClient.of(files, "op", "secret-op")) {
        List<String> members =
            client
                .json("GET", "/lists/" + LIST, "MailingListWithMembers")
                .path("members")
                .findValuesAsText("address");
        assertThat(members).containsAll(subscribed);
        assertThat(texts("subscriptions", "address")).containsAll(members);
      }
      System.out.printf(
          "%d mails, %d outcomes, %d reads, %d members%n",
          sent.size(), outcomes, read.size(), subscribed.size());
    }
  }
}
