package org.dromedary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFormatTest {
  @TempDir private Path data;

  @Test
  void isWrittenAndReadAgain() throws Exception {
    DataFormat.take(data);
    DataFormat.take(data);
    assertThat(data.resolve("format")).hasContent("1\n");
  }

  @Test
  void refusesWhatALaterVersionWrote() throws IOException {
    assertRefused("2\n", "is of format 2, this version reads 1");
  }

  @Test
  void refusesWhatCannotBeRead() throws IOException {
    assertRefused("", "is damaged");
    assertRefused("one", "is damaged");
  }

  private void assertRefused(String text, String reason) throws IOException {
    Files.writeString(data.resolve("format"), text);
    RouterStartException refused =
        catchThrowableOfType(RouterStartException.class, () -> DataFormat.take(data));
    assertThat(refused.lines()).singleElement().asString().contains(reason);
    assertThat(data.resolve("format")).hasContent(text);
  }
}
