package org.dromedary.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingKeysTest {
  private static final Pattern TABLE_ROW =
      Pattern.compile("^\\| `(dromedary\\.[^`]+)` \\| (.*?) \\| (.+) \\|$", Pattern.MULTILINE);
  private static final Pattern COMMENTED_KEY =
      Pattern.compile("^#?(dromedary[^=]*)=", Pattern.MULTILINE);

  private static List<String> names() {
    return SettingKeys.ALL.stream().map(SettingKey::name).toList();
  }

  @Test
  void theListHasEveryKeyOnce() {
    Stream<String> declared =
        Stream.of(SettingKeys.class, TrackingKeys.class, BrokerKeys.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .filter(field -> field.getType() == SettingKey.class)
            .map(field -> field.getName());

    assertThat(declared).hasSize(names().size() - SubmitKeys.ALL.size() - ReportKeys.ALL.size());
    assertThat(names()).doesNotHaveDuplicates();
  }

  @Test
  void namesAreKebabCase() {
    assertThat(names()).allMatch(name -> name.matches("dromedary(\\.[a-z]+(-[a-z]+)*)+"));
  }

  @Test
  void everyKeyHasAVariableOfItsOwn() {
    assertThat(SettingKeys.ALL.stream().map(SettingKey::variable)).doesNotHaveDuplicates();
    assertThat(SettingKeys.SMTP_PORT.variable()).isEqualTo("DROMEDARY_SMTP_PORT");
    assertThat(SettingKeys.BACK_OFF_MULTIPLIER.variable())
        .isEqualTo("DROMEDARY_RETRY_BACK_OFF_MULTIPLIER");
  }

  @Test
  void theNamesThatAreFixedExist() {
    assertThat(names())
        .contains(
            "dromedary.hostname",
            "dromedary.data-directory",
            "dromedary.routes-directory",
            "dromedary.smtp.host",
            "dromedary.smtp.port",
            "dromedary.smtp.relay-networks",
            "dromedary.local-domains",
            "dromedary.outbound.smart-hosts",
            "dromedary.dns.servers",
            "dromedary.retry.delay",
            "dromedary.retry.back-off-multiplier",
            "dromedary.retry.maximum-delay",
            "dromedary.retry.lifetime");
  }

  @Test
  void everyFixedDefaultIsReadAsItIsWritten() {
    assertThat(SettingKeys.ALL).allSatisfy(SettingKeysTest::assertDefaultIsItsOwnText);
  }

  private static <T> void assertDefaultIsItsOwnText(SettingKey<T> key) {
    key.fixedDefault()
        .ifPresent(
            value ->
                assertThat(key.syntax().format(key.syntax().parse(key.defaultText())))
                    .isEqualTo(key.syntax().format(value)));
  }

  @Test
  void theDocumentListsTheKeysAndTheirDefaults() throws IOException {
    String document = Files.readString(Path.of("docs/configuration.md"));

    assertThat(TABLE_ROW.matcher(document).results().map(SettingKeysTest::keyAndDefault))
        .containsExactlyInAnyOrderElementsOf(
            SettingKeys.ALL.stream()
                .map(key -> key.name() + " | " + documentedDefault(key))
                .toList());
  }

  private static String keyAndDefault(MatchResult row) {
    return row.group(1) + " | " + row.group(2);
  }

  private static String documentedDefault(SettingKey<?> key) {
    if (key.fixedDefault().isEmpty()) {
      return key.defaultText();
    }
    return key.defaultText().isEmpty() ? "empty" : "`" + key.defaultText() + "`";
  }

  @Test
  void theShippedFileNamesOnlyKeysThatExist() throws IOException {
    String file = Files.readString(Path.of("application.properties"));

    assertThat(COMMENTED_KEY.matcher(file).results().map(match -> match.group(1)))
        .isNotEmpty()
        .isSubsetOf(names());
  }
}
