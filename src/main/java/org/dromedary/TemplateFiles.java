package org.dromedary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dromedary.dsn.NoticeTemplates;
import org.dromedary.report.ReportTemplates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The templates of notifications, or of reports, in a directory, which take effect when they are
 * edited. {@link #get} and {@link #problems} are for any thread, {@link #refresh}, which blocks on
 * the disk.
 */
final class TemplateFiles<T> implements Supplier<T> {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateFiles.class);
  private static final int MAXIMUM_OCTETS = 1 << 20;

  private final Path directory;
  private Map<String, String> seen = Map.of();
  private Map<String, String> inForce = Map.of();
  private final Function<Map<String, String>, Read<T>> reader;
  private volatile T templates;
  private volatile List<String> problems = List.of();

  /**
   * What was read.
   *
   * @param problems files that are not used, and why; a line each
   */
  private record Read<T>(T templates, List<String> problems) {}

  private TemplateFiles(Path directory, Function<Map<String, String>, Read<T>> reader) {
    this.directory = directory;
    this.reader = reader;
    this.templates = reader.apply(Map.of()).templates();
    seen = texts();
    use(seen);
  }

  /**
   * Reads those of notifications.
   *
   * @param directory may be missing: then the built-in ones serve
   */
  static TemplateFiles<NoticeTemplates> ofNotices(Path directory) {
    return new TemplateFiles<>(
        directory,
        texts -> {
          NoticeTemplates.Read read = NoticeTemplates.of(texts);
          return new Read<>(read.templates(), read.problems());
        });
  }

  /** Reads those of reports in the same way. */
  static TemplateFiles<ReportTemplates> ofReports(Path directory) {
    return new TemplateFiles<>(
        directory,
        texts -> {
          ReportTemplates.Read read = ReportTemplates.of(texts);
          return new Read<>(read.templates(), read.problems());
        });
  }

  @Override
  public T get() {
    return templates;
  }

  /** What is wrong in them; a line each. */
  List<String> problems() {
    return problems;
  }

  /** Looks for changed files and reads them once they have stopped changing. */
  synchronized void refresh() {
    Map<String, String> now = texts();
    if (now.equals(seen) && !now.equals(inForce)) {
      use(now);
    }
    seen = now;
  }

  private void use(Map<String, String> texts) {
    Read<T> read = reader.apply(texts);
    templates = read.templates();
    problems = read.problems().stream().map(line -> directory + "/" + line).toList();
    problems.forEach(LOG::error);
    inForce = texts;
  }

  private Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(TemplateFiles::isTemplate).toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
      return texts;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return texts;
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("the templates in {} cannot be read now: {}", directory, e.toString());
      return seen;
    }
  }

  private static boolean isTemplate(Path file) {
    String name = file.getFileName().toString();
    boolean named = !name.startsWith(".") && (name.endsWith(".txt") || name.endsWith(".html"));
    try {
      return named && Files.isRegularFile(file) && Files.size(file) <= MAXIMUM_OCTETS;
    } catch (IOException e) {
      return false; // it has gone meanwhile
    }
  }
}
