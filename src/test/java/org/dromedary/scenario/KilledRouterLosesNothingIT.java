package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterProcess;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL under load, twice: what was answered with 250 arrives. */
class KilledRouterLosesNothingIT {
  private static final int CLIENTS = 6;
  private static final int ROUNDS = 2;
  private static final int MAILS_PER_ROUND = 300;
  private static final byte[] CONTENT =
      ("Subject: x\r\n\r\n" + "text\r\n".repeat(500) + "end\r\n").getBytes(US_ASCII);

  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicInteger number = new AtomicInteger();

  /** Sends until the connection breaks. */
  private void load(InetSocketAddress smtp) {
    try (SmtpTestClient client = SmtpTestClient.greeted(smtp)) {
      while (true) {
        String recipient = "m" + number.incrementAndGet() + "@elsewhere.example";
        if (client.mail("a@client.example", List.of(recipient), CONTENT).startsWith("250")) {
          acknowledged.add(recipient);
        }
      }
    } catch (IOException e) {
      // the router was killed: what was not answered does not count
    }
  }

  private void loadAndKill(RouterProcess router) throws InterruptedException {
    InetSocketAddress smtp = router.awaitReady();
    int before = acknowledged.size();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.startVirtualThread(() -> load(smtp)));
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> acknowledged.size() >= before + MAILS_PER_ROUND);
    router.kill();
    for (Thread client : clients) {
      client.join();
    }
  }

  @Test
  void whatWasAnsweredArrives(@TempDir Path directory) throws Exception {
    try (FakeMta mta = FakeMta.start();
        RouterUnderTest files = RouterUnderTest.in(directory).smartHosts(mta)) {
      for (int round = 0; round < ROUNDS; round++) {
        Path output = directory.resolve("router-" + round + ".log");
        try (RouterProcess router = RouterProcess.start(output, files.settings())) {
          loadAndKill(router);
        }
      }
      Path output = directory.resolve("router-last.log");
      try (RouterProcess router = RouterProcess.start(output, files.settings())) {
        router.awaitReady();
        await().atMost(Duration.ofSeconds(60)).until(() -> arrived(mta).containsAll(acknowledged));
      }
      assertThat(mta.mails()).allMatch(mail -> mail.text().endsWith("\r\nend\r\n"));
      int duplicates = mta.mails().size() - arrived(mta).size();
      System.out.println(
          acknowledged.size() + " mails answered with 250, " + duplicates + " duplicates");
      // in flight at a kill: a mail per connection, and what one commit gathers
      assertThat(duplicates).isLessThan(ROUNDS * 100);
    }
  }

  private static Set<String> arrived(FakeMta mta) {
    Set<String> recipients = new HashSet<>();
    mta.mails().forEach(mail -> recipients.addAll(mail.recipients()));
    return recipients;
  }
}
