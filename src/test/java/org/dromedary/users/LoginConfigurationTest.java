package org.dromedary.users;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.dromedary.mail.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginConfigurationTest {
  private static final String JAAS = "org.apache.activemq.artemis.spi.core.security.jaas.";
  private static final Path USERS = Path.of("/users");

  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("login.config"), text);
  }

  private Map<String, ?> options(String module) throws IOException {
    LoginConfiguration read =
        LoginConfiguration.read(file("dromedary { " + JAAS + module + "; };"), USERS);
    return requireNonNull(read.getAppConfigurationEntry("dromedary"))[0].getOptions();
  }

  @Test
  void theFilesOfPropertiesAreInTheDirectoryOfUsers() throws IOException {
    assertThat(options("PropertiesLoginModule required reload=true"))
        .isEqualTo(Map.of("baseDir", "/users", "reload", "true"));
    assertThat(options("PropertiesLoginModule required baseDir=\"/other\""))
        .isEqualTo(Map.of("baseDir", "/other"));
  }

  @Test
  void ldapHasTimeLimits() throws IOException {
    assertThat(options("LDAPLoginModule required readTimeout=\"7\""))
        .isEqualTo(Map.of("connectionTimeout", "5000", "readTimeout", "7"));
  }

  @Test
  void hasNoOtherEntry() throws IOException {
    LoginConfiguration shipped =
        LoginConfiguration.read(Path.of("artemis-config/login.config"), USERS);

    assertThat(shipped.getAppConfigurationEntry("dromedary")).hasSize(1);
    assertThat(shipped.getAppConfigurationEntry("other")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'', has no entry dromedary",
    "'other { a.B required; };', has no entry dromedary",
    "'dromedary { a.B perhaps; };', 'Configuration Error: Invalid control flag, PERHAPS'",
    "'dromedary { a.B required', end of file"
  })
  void saysWhatIsWrong(String text, String problem) throws IOException {
    Path file = file(text);

    assertThatThrownBy(() -> LoginConfiguration.read(file, USERS))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(problem);
    assertThat(JaasUserStore.problemIn(new UsersSettings(USERS, Domain.parse("a.b")), file))
        .get()
        .asString()
        .contains(problem);
  }

  @Test
  void saysThatItIsMissing() {
    Path file = directory.resolve("none");

    assertThat(JaasUserStore.problemIn(new UsersSettings(USERS, Domain.parse("a.b")), file))
        .isEqualTo(Optional.of(file + " cannot be read"));
  }
}
