package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.dromedary.testkit.RouterProcess;
import org.dromedary.testkit.RouterUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router that cannot start says why and ends; so it is with a supervisor, too. */
class StartErrorsAreOneLineIT {
  @TempDir Path directory;
  private RouterUnderTest files;

  @BeforeEach
  void prepare() {
    files = RouterUnderTest.in(directory);
  }

  /** The only line it prints. */
  private String lineOfFailure(int exitCode) throws InterruptedException {
    try (RouterProcess router = RouterProcess.start(directory.resolve("out"), files.settings())) {
      assertThat(router.awaitExit()).as(router::output).isEqualTo(exitCode);
      assertThat(router.output().lines()).hasSize(1);
      return router.output().strip();
    }
  }

  @Test
  void aPortInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      files.set("smtp.port", Integer.toString(other.getLocalPort()));
      assertThat(lineOfFailure(1)).contains("127.0.0.1:" + other.getLocalPort(), "in use");
    }
  }

  @Test
  void aPortOfTheBrokerInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      files.set("core.enabled", "true").set("core.port", Integer.toString(other.getLocalPort()));
      assertThat(lineOfFailure(1)).contains("CORE at 127.0.0.1:" + other.getLocalPort(), "in use");
    }
  }

  @Test
  void aRouteFileThatIsNoYaml() throws Exception {
    files.routeFile("team.camel.yaml", "- route:\n    id: x\n   from: y\n");
    assertThat(lineOfFailure(1)).contains("team.camel.yaml", "line 3");
  }

  @Test
  void aRouteFileWithAnUnknownStep() throws Exception {
    files.routeFile(
        "team.camel.yaml",
        """
        - route:
            id: team
            from:
              uri: direct:team
              steps:
                - teleport:
                    uri: direct:elsewhere
        """);
    assertThat(lineOfFailure(1)).contains("team.camel.yaml", "teleport");
  }

  @Test
  void aRouteThatNamesAnUnknownBean() throws Exception {
    files.routeFile(
        "team.camel.yaml",
        """
        - route:
            id: team
            from:
              uri: direct:team
              steps:
                - process:
                    ref: nobody
        """);
    assertThat(lineOfFailure(1)).contains("route team", "nobody");
  }

  @Test
  void aRouteIdThatIsTaken() throws Exception {
    files.routeFile(
        "team.camel.yaml",
        """
        - route:
            id: route-mail
            from:
              uri: direct:team
              steps:
                - log:
                    message: x
        """);
    assertThat(lineOfFailure(1)).contains("route-mail.camel.yaml", "team.camel.yaml");
  }

  @Test
  void aWrongMailboxTable() throws Exception {
    files.routeFile("mailboxes.yaml", "mailboxes:\n  - address: alice@elsewhere.example\n");
    assertThat(lineOfFailure(1)).contains("mailboxes.yaml:2", "elsewhere.example");
  }

  @Test
  void aWrongSetting() throws Exception {
    files.set("dns.timeout", "soon");
    assertThat(lineOfFailure(2)).contains("dromedary.dns.timeout", "soon");
  }

  @Test
  void aDataDirectoryInUse() throws Exception {
    Path firstOutput = directory.resolve("first");
    try (RouterProcess first = RouterProcess.start(firstOutput, files.settings())) {
      first.awaitReady();
      assertThat(lineOfFailure(1)).contains("data", "in use by another process");
      assertThat(first.isAlive()).isTrue();
    }
  }
}
