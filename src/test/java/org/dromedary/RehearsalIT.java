package org.dromedary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalIT {
  @Test
  void relaysMail() throws Exception {
    assertThat(Rehearsal.run(Path.of(""), Duration.ofSeconds(1))).isPositive();
  }

  @Test
  void sendsNothingThroughRoutesThatReachElsewhere(@TempDir Path home) throws Exception {
    Files.createDirectory(home.resolve("routes"));
    Files.writeString(
        home.resolve("routes/own.camel.yaml"),
        """
        - route:
            id: mine
            from: {uri: 'spool:mail.ingress', steps: [{to: {uri: 'file:archive'}}]}
        """);

    RouterStartException refusal =
        catchThrowableOfType(
            RouterStartException.class, () -> Rehearsal.run(home, Duration.ofSeconds(1)));

    assertThat(refusal.lines()).containsExactly(Rehearsal.NOT_OURS);
  }
}
