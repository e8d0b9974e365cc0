package org.dromedary.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
  @TempDir Path directory;

  @Test
  void keepsASecondRouterOffAndSaysWhichDirectory() throws IOException {
    Path data = directory.resolve("made/on/the/way");
    try (DirectoryLock first = DirectoryLock.take(data)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> DirectoryLock.take(data))
          .isInstanceOf(IOException.class)
          .hasMessage("the data directory " + data + " is in use by another process");
    }
  }

  @Test
  void isFreeAgainWhenTheFirstRouterHasStopped() throws IOException {
    DirectoryLock.take(directory).close();
    try (DirectoryLock second = DirectoryLock.take(directory)) {
      assertThat(second).isNotNull();
    }
  }
}
