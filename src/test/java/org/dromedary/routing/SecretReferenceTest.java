package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReferenceTest {
  @TempDir private Path directory;

  @Test
  void isTheFirstLineOfAFile() throws IOException {
    Path file = directory.resolve("secret");
    SecretReference reference = SecretReference.parse(" {{file:" + file + "}} ");
    assertThat(reference).hasToString("{{file:" + file + "}}");
    assertThatIOException().isThrownBy(reference::resolve).withMessage(file + " does not exist");
    Files.writeString(file, "one \u00e9\r\ntwo\n");
    assertThat(reference.resolve()).isEqualTo("one \u00e9");
    Files.writeString(file, "\n");
    assertThatIOException().isThrownBy(reference::resolve).withMessage(file + " is empty");
    Files.write(file, new byte[] {(byte) 0xff});
    assertThatIOException().isThrownBy(reference::resolve).withMessage(file + " is not UTF-8");
    Files.write(file, new byte[1 << 20]);
    assertThatIOException().isThrownBy(reference::resolve).withMessage(file + " is too large");
  }

  @Test
  void isAVariableOfTheEnvironment() throws IOException {
    assertThat(SecretReference.parse("{{env:PATH}}").resolve()).isEqualTo(System.getenv("PATH"));
    assertThatIOException()
        .isThrownBy(SecretReference.parse("{{env:NO_SUCH_VARIABLE}}")::resolve)
        .withMessage("the environment has no NO_SUCH_VARIABLE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hunter2", "{{hunter2}}", "{{env:}}", "{{env:A}}hunter2", "{{file:hunter2}}"})
  void isNothingElseAndIsNotRepeated(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretReference.parse(text))
        .withMessageNotContaining("hunter2");
  }
}
