package org.dromedary.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {
  private final List<String> reads = new ArrayList<>();
  private Path file = Path.of("table.yaml");

  /** The text is the value; a text that begins with "bad" is a mistake. */
  private TableResult<String> read(Path path) throws IOException {
    String text = Files.notExists(path) ? "absent" : Files.readString(path);
    reads.add(text);
    return text.startsWith("bad")
        ? new Invalid<>(List.of(FileProblem.of("t", text, "write something good")))
        : new Valid<>(text);
  }

  private TableFile<String> open(Path directory) throws IOException {
    file = directory.resolve("table.yaml");
    return ((Valid<TableFile<String>>) TableFile.open(file, this::read)).value();
  }

  private static void poll(TableFile<?> table) {
    table.refresh(Runnable::run);
    table.refresh(Runnable::run);
  }

  @Test
  void aChangedFileTakesEffect(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("table.yaml"), "one");
    TableFile<String> table = open(directory);
    assertThat(table.get()).isEqualTo("one");
    Files.writeString(file, "two more");
    poll(table);
    assertThat(table.get()).isEqualTo("two more");
    poll(table);
    assertThat(reads).containsExactly("one", "two more");
  }

  @Test
  void aFileOfTheSameSizeThatReplacesItTakesEffect(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("table.yaml"), "one");
    TableFile<String> table = open(directory);
    FileTime time = Files.getLastModifiedTime(file);
    Path other = Files.writeString(directory.resolve("other"), "two");
    Files.setLastModifiedTime(other, time);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    poll(table);
    assertThat(table.get()).isEqualTo("two");
  }

  @Test
  void aFileThatStillGrowsIsNotRead(@TempDir Path directory) throws IOException {
    TableFile<String> table = open(directory);
    for (String text : List.of("h", "ha", "hal", "half")) {
      Files.writeString(file, text);
      table.refresh(Runnable::run);
    }
    assertThat(table.get()).isEqualTo("absent");
    table.refresh(Runnable::run);
    assertThat(table.get()).isEqualTo("half");
  }

  @Test
  void aFileThatChangesWhileItIsReadIsReadAgain(@TempDir Path directory) throws IOException {
    List<Runnable> later = new ArrayList<>();
    TableFile<String> table = open(directory);
    Files.writeString(file, "first");
    table.refresh(later::add);
    table.refresh(later::add);
    Files.writeString(file, "second one");
    later.removeFirst().run();
    assertThat(table.get()).isEqualTo("absent");
    poll(table);
    assertThat(table.get()).isEqualTo("second one");
  }

  @Test
  void aBadFileChangesNothingAndIsReadOnce(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("table.yaml"), "one");
    TableFile<String> table = open(directory);
    Files.writeString(file, "bad one");
    poll(table);
    poll(table);
    assertThat(table.get()).isEqualTo("one");
    assertThat(reads).containsExactly("one", "bad one");
    Files.writeString(file, "good again");
    poll(table);
    assertThat(table.get()).isEqualTo("good again");
  }

  @Test
  void aFileThatIsGoneChangesNothing(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("table.yaml"), "one");
    TableFile<String> table = open(directory);
    Files.delete(file);
    poll(table);
    assertThat(table.get()).isEqualTo("one");
    Files.writeString(file, "back");
    poll(table);
    assertThat(table.get()).isEqualTo("back");
  }

  @Test
  void aFileThatCannotBeReadChangesNothing(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("table.yaml"), "one");
    TableFile<String> table = open(directory);
    Files.delete(file);
    Files.createDirectory(file);
    poll(table);
    assertThat(table.get()).isEqualTo("one");
  }

  @Test
  void aBadFileIsNotOpened(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("table.yaml"), "bad");
    assertThat(TableFile.open(directory.resolve("table.yaml"), this::read))
        .isInstanceOf(Invalid.class);
  }
}
