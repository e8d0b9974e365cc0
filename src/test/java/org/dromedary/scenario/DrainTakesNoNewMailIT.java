package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.ManagementClient;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.dromedary.users.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router that is drained takes nothing new, says so, and delivers what it has. */
class DrainTakesNoNewMailIT {
  private static final String PASSWORD = "correct horse battery";

  @Test
  void andDeliversWhatItHas(@TempDir Path directory) throws Exception {
    try (FakeMta mta = FakeMta.start();
        RouterUnderTest router =
            RouterUnderTest.in(directory)
                .smartHosts(mta)
                .user("op", PASSWORD, Role.OPERATOR)
                .start();
        ManagementClient operator = ManagementClient.of(router, "op", PASSWORD)) {
      mta.stop();
      router.deliver("a@client.example", "u@elsewhere.example", "Subject: kept\r\n\r\n");
      InetSocketAddress smtp = router.smtp();
      assertThat(readiness(router).statusCode()).isEqualTo(200);
      try (SmtpTestClient idle = SmtpTestClient.greeted(smtp)) {
        assertThat(operator.ask("POST", "/drain").statusCode()).isEqualTo(204);
        assertThat(idle.reply()).startsWith("421 ");
      }
      assertThatThrownBy(() -> SmtpTestClient.greeted(smtp).close())
          .isInstanceOf(IOException.class);
      assertThat(operator.json("GET", "/status", "Status").path("state").asText())
          .isEqualTo("draining");
      assertThat(readiness(router).statusCode()).isEqualTo(503);
      assertThat(readiness(router).body()).contains("\"listeners\":\"down\"");
      mta.restart();
      await().atMost(Duration.ofSeconds(20)).until(() -> mta.mails().size() == 1);
      router.restart();
      assertThat(readiness(router).statusCode()).isEqualTo(200);
      assertThat(router.deliver("a@client.example", "u@elsewhere.example", "X: y\r\n\r\n"))
          .startsWith("250 ");
    }
  }

  private static HttpResponse<String> readiness(RouterUnderTest router) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI ready = router.management().resolve("/health/ready");
      return http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
