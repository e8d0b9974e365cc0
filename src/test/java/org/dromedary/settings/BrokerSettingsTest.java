package org.dromedary.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dromedary.broker.BrokerLink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the broker is, when it is not in the process of the router. */
class BrokerSettingsTest {
  @TempDir private Path home;
  private final Map<String, String> set = new HashMap<>();

  @BeforeEach
  void prepare() throws IOException {
    Files.createDirectories(home.resolve("routes"));
    Files.writeString(home.resolve("password"), "secret\n");
    set.put("dromedary.hostname", "router.example.org");
    set.put("dromedary.broker.url", "mail1.example.org:61617, [2001:db8::1]:61618");
    set.put("dromedary.broker.user", "router");
    set.put("dromedary.broker.password", "{{file:" + home.resolve("password") + "}}");
  }

  private SettingsResult read() {
    return new SettingsReader(home, Map.of()).read(set);
  }

  private List<String> problems() {
    return switch (read()) {
      case SettingsResult.Valid valid -> List.of();
      case SettingsResult.Invalid invalid ->
          invalid.problems().stream().map(SettingsProblem::line).toList();
    };
  }

  private static Settings valid(SettingsResult result) {
    return switch (result) {
      case SettingsResult.Valid valid -> valid.settings();
      case SettingsResult.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }

  @Test
  void theBrokerIsInTheProcessUnlessAnotherIsNamed() {
    set.keySet().removeIf(key -> key.startsWith("dromedary.broker."));
    assertThat(valid(read()).broker()).isEmpty();
  }

  @Test
  void oneOrSeveralHosts() {
    BrokerLink link = valid(read()).broker().orElseThrow();
    assertThat(link.place()).isEqualTo("mail1.example.org:61617, [2001:db8::1]:61618");
    assertThat(link.tls()).isTrue();
    assertThat(link.toString()).doesNotContain("secret");
  }

  @Test
  void aHostWithoutAPort() {
    set.put("dromedary.broker.url", "mail1.example.org");
    assertThat(problems())
        .anySatisfy(line -> assertThat(line).contains("broker.url", "not host:port"));
  }

  @Test
  void aUrlOfArtemis() {
    set.put("dromedary.broker.url", "tcp://mail1.example.org:61617?confirmationWindowSize=1000");
    assertThat(problems())
        .anySatisfy(line -> assertThat(line).contains("broker.url", "write host:port"));
  }

  @Test
  void aPasswordThatIsNotThere() {
    set.put("dromedary.broker.password", "{{file:" + home.resolve("none") + "}}");
    assertThat(problems()).anySatisfy(line -> assertThat(line).contains("broker.password"));
  }

  @Test
  void aPasswordInTheSettings() {
    set.put("dromedary.broker.password", "secret");
    assertThat(problems())
        .anySatisfy(line -> assertThat(line).contains("broker.password"))
        .noneMatch(line -> line.contains("secret"));
  }

  @Test
  void noUser() {
    set.remove("dromedary.broker.user");
    assertThat(problems()).singleElement().asString().contains("broker.user");
  }

  @Test
  void aUserForNoBroker() {
    set.remove("dromedary.broker.url");
    assertThat(problems()).singleElement().asString().contains("there is no broker");
  }

  @Test
  void aDoorForApplicationsThatWouldLeadNowhere() {
    set.put("dromedary.amqp.enabled", "true");
    assertThat(problems()).singleElement().asString().contains("applications log in where");
  }
}
