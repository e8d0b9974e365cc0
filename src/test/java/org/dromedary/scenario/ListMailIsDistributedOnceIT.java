package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaMail;
import org.dromedary.testkit.RouterProcess;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL while a mail is distributed: each member has it, and nobody twice. */
class ListMailIsDistributedOnceIT {
  private static final int MEMBERS = 2000;

  @Test
  void aKillInBetweenLosesAndDoublesNothing(@TempDir Path directory) throws Exception {
    List<String> members =
        IntStream.range(0, MEMBERS).mapToObj(i -> "m" + i + "@elsewhere.example").toList();
    Path file =
        Files.createDirectories(directory.resolve("data/lists")).resolve("dev@example.org.members");
    Files.write(file, members);
    try (FakeMta mta = FakeMta.start();
        RouterUnderTest files = RouterUnderTest.in(directory).smartHosts(mta)) {
      files.routeFile("lists.yaml", "lists: [{address: dev@example.org, owner: bob@example.org}]");
      mta.stop(); // no copy leaves before the kill: a second one is of the distribution
      Path output = directory.resolve("router-1.log");
      try (RouterProcess router = RouterProcess.start(output, files.settings())) {
        try (SmtpTestClient client = SmtpTestClient.greeted(router.awaitReady())) {
          byte[] content = "Subject: x\r\n\r\nend\r\n".getBytes(US_ASCII);
          assertThat(client.mail("m1@elsewhere.example", List.of("dev@example.org"), content))
              .startsWith("250");
        }
        // the first copies have been tried
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> router.output().contains("status=deferred"));
        router.kill();
      }
      assertThat(files.queued("mail.list")).isNotEmpty(); // it was not done yet
      mta.restart();
      Path again = directory.resolve("router-2.log");
      try (RouterProcess router = RouterProcess.start(again, files.settings())) {
        router.awaitReady();
        await().atMost(Duration.ofSeconds(60)).until(() -> mta.mails().size() >= MEMBERS);
      }
      assertThat(mta.mails().stream().map(FakeMtaMail::recipients).flatMap(List::stream).toList())
          .containsExactlyInAnyOrderElementsOf(members);
    }
  }
}
