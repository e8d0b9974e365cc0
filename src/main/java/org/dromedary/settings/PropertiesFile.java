package org.dromedary.settings;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * {@code application.properties}, UTF-8, in the syntax of {@link Properties}, with line numbers.
 *
 * <p>{@link Properties} does the parsing, one logical line at a time, so that each value keeps the
 * number of its first line.
 */
final class PropertiesFile {
  private final Path file;
  private final List<SettingsProblem> problems;

  PropertiesFile(Path file, List<SettingsProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** What the file says, in order; nothing when there is no file. */
  List<Assignment> read() {
    List<Assignment> assignments = new ArrayList<>();
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      int first = i;
      StringBuilder logical = new StringBuilder(lines.get(i));
      while (!isComment(lines.get(first)) && isContinued(lines.get(i)) && i + 1 < lines.size()) {
        i++;
        logical.append('\n').append(lines.get(i));
      }
      parse(logical.toString(), fileName() + ":" + (first + 1), assignments);
    }
    return assignments;
  }

  private List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (MalformedInputException e) {
      report(fileName(), "it is not UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      report(fileName(), "it cannot be read (" + e + ")", "make it readable for this user");
    }
    return List.of();
  }

  private static boolean isComment(String line) {
    String text = line.stripLeading();
    return text.startsWith("#") || text.startsWith("!");
  }

  private static boolean isContinued(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private void parse(String logicalLine, String origin, List<Assignment> assignments) {
    Properties parsed = new Properties();
    try {
      parsed.load(new StringReader(logicalLine));
    } catch (IllegalArgumentException e) {
      report(origin, "it has a broken \\u escape", "write four hexadecimal digits after \\u");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String key : parsed.stringPropertyNames()) {
      assignments.add(new Assignment(origin, key, parsed.getProperty(key, "").strip()));
    }
  }

  private void report(String origin, String what, String remedy) {
    problems.add(new SettingsProblem(origin, "the file", fileName(), what, remedy));
  }

  private String fileName() {
    return String.valueOf(file.getFileName());
  }
}
