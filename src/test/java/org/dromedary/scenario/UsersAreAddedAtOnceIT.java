package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dromedary.Main;
import org.dromedary.mail.Domain;
import org.dromedary.users.Authentication.Authenticated;
import org.dromedary.users.JaasUserStore;
import org.dromedary.users.Role;
import org.dromedary.users.UserAccounts;
import org.dromedary.users.UserStore;
import org.dromedary.users.UsersSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several operators add users in the same moment; none of the users is lost. */
class UsersAreAddedAtOnceIT {
  private static final int PROCESSES = 4;

  @TempDir Path directory;

  @Test
  void eachOfThemCanLogIn() throws Exception {
    UsersSettings settings =
        new UsersSettings(directory.resolve("data/users"), Domain.parse("example.org"));
    UserStore store = JaasUserStore.open(settings, Path.of("artemis-config/login.config"));
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(started("user" + i));
    }

    for (Process process : processes) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }

    assertThat(new UserAccounts(settings, new SecureRandom()).list()).hasSize(PROCESSES);
    for (int i = 0; i < PROCESSES; i++) {
      assertThat(store.authenticate("user" + i, "sécret", Role.SUBMIT))
          .isInstanceOf(Authenticated.class);
    }
  }

  private Process started(String name) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-XX:TieredStopAtLevel=1",
                "-Ddromedary.home=" + Path.of("").toAbsolutePath(),
                Main.class.getName(),
                "user",
                "add",
                name,
                "--password-stdin",
                "--set",
                "dromedary.data-directory=" + directory.resolve("data"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".out").toFile())
            .start();
    try (var input = process.getOutputStream()) {
      input.write("sécret\n".getBytes(StandardCharsets.UTF_8));
    }
    return process;
  }
}
