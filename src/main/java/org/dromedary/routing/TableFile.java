package org.dromedary.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.dromedary.routing.TableResult.Invalid;
import org.dromedary.routing.TableResult.Valid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The value of a table file that operators edit while the router runs. A changed file is read as a
 * whole and its value replaces the one before at once; a file with a mistake, or one that is gone,
 * changes nothing and is logged once. {@link #get} and {@link #problems} are for any thread, {@link
 * #refresh} for one.
 */
public final class TableFile<T> implements Supplier<T> {
  private static final Logger LOG = LoggerFactory.getLogger(TableFile.class);

  /** Makes a value of a whole file, or of a file that does not exist. */
  @FunctionalInterface
  public interface Reader<T> {
    TableResult<T> read(Path file) throws IOException;
  }

  private final Path file;
  private final Reader<T> reader;
  private final AtomicBoolean reading = new AtomicBoolean();
  private FileStamp seen;
  private volatile FileStamp read;
  private volatile T value;
  private volatile List<FileProblem> problems = List.of();

  private TableFile(Path file, Reader<T> reader, FileStamp read, T value) {
    this.file = file;
    this.reader = reader;
    this.seen = read;
    this.read = read;
    this.value = value;
  }

  /**
   * Reads the file for the first time.
   *
   * @throws IOException when the file is there and cannot be read
   */
  public static <T> TableResult<TableFile<T>> open(Path file, Reader<T> reader) throws IOException {
    FileStamp stamp = FileStamp.of(file);
    return switch (reader.read(file)) {
      case Valid<T> valid -> new Valid<>(new TableFile<>(file, reader, stamp, valid.value()));
      case Invalid<T> invalid -> new Invalid<>(invalid.problems());
    };
  }

  /** Of the last file without a mistake. */
  @Override
  public T get() {
    return value;
  }

  /** Why the file as it is now is not in force; empty when it is. */
  public List<FileProblem> problems() {
    return problems;
  }

  /**
   * Looks whether the file has changed; call it about once a second. It is read once it has stayed
   * the same from one call to the next, since an editor may still be writing it.
   *
   * @param executor reads the file
   */
  public void refresh(Executor executor) {
    FileStamp now = FileStamp.of(file);
    boolean settled = now.equals(seen);
    seen = now;
    if (settled && !now.equals(read) && reading.compareAndSet(false, true)) {
      executor.execute(() -> reload(now));
    }
  }

  private void reload(FileStamp stamp) {
    try {
      TableResult<T> result = result();
      if (FileStamp.of(file).equals(stamp)) { // else it was written meanwhile: not yet settled
        read = stamp;
        take(result);
      }
    } finally {
      reading.set(false);
    }
  }

  private TableResult<T> result() {
    if (Files.notExists(file)) {
      return unusable("is gone", "put it back; a file without entries is an empty table");
    }
    try {
      return reader.read(file);
    } catch (IOException e) {
      return unusable("cannot be read: " + e, "let the user of the router read it");
    }
  }

  private TableResult<T> unusable(String problem, String remedy) {
    return new Invalid<>(List.of(FileProblem.of(file.toString(), problem, remedy)));
  }

  private void take(TableResult<T> result) {
    switch (result) {
      case Valid<T> valid -> {
        value = valid.value();
        problems = List.of();
        LOG.info("{} has changed and is in force", file);
      }
      case Invalid<T> invalid -> {
        problems = invalid.problems();
        problems.forEach(problem -> LOG.error("{}", problem));
        LOG.error("{} is not used, what it said before stays in force", file);
      }
    }
  }
}
