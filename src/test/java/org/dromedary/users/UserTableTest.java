package org.dromedary.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserTableTest {
  @TempDir Path directory;

  @Property
  void anyEntryIsReadByJavaAsItWasWritten(@ForAll String key, @ForAll String value)
      throws IOException {
    Properties read = new Properties();
    read.load(new StringReader(UserTable.format(Map.of(key, value))));

    assertThat(read).isEqualTo(Map.of(key, value));
  }

  @Test
  void readsUtf8AndEscapes() throws IOException {
    Path file = directory.resolve("t");
    Files.writeString(file, "# c\na = j\u00fcrgen\nb: \\u00fc\\\n  x\n", StandardCharsets.UTF_8);

    assertThat(UserTable.read(file)).isEqualTo(Map.of("a", "jürgen", "b", "üx"));
  }

  @Test
  void namesTheFileThatIsDamaged() throws IOException {
    Path file = directory.resolve("t");
    Files.writeString(file, "a=\\u12");

    assertThatThrownBy(() -> UserTable.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aWatchedTableSeesEachChange() throws IOException {
    Path file = directory.resolve("t");
    WatchedTable table = new WatchedTable(file);
    assertThat(table.entries()).isEmpty();

    Files.writeString(file, "a=1");
    assertThat(table.entries()).isEqualTo(Map.of("a", "1"));

    FileTime time = Files.getLastModifiedTime(file);
    PrivateFiles.replace(file, "a=2");
    Files.setLastModifiedTime(file, time);
    assertThat(table.entries()).isEqualTo(Map.of("a", "2"));

    Files.delete(file);
    assertThat(table.entries()).isEmpty();
  }
}
