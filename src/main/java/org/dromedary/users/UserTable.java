package org.dromedary.users;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The text of a file of users: a properties file. It is read as UTF-8 and written in ASCII, which
 * Artemis reads the same way.
 */
final class UserTable {
  private static final String HEADER =
      "# Kept by ./dromedary user, which keeps no comments. See docs/users.md.\n";

  private UserTable() {}

  /** The entries of a file; none when it does not exist. */
  static SortedMap<String, String> read(Path file) throws IOException {
    return Files.notExists(file)
        ? new TreeMap<>()
        : parse(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  private static SortedMap<String, String> parse(Path file, String text) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " has an incomplete \\u escape", e);
    }
    SortedMap<String, String> entries = new TreeMap<>();
    properties.stringPropertyNames().forEach(k -> entries.put(k, properties.getProperty(k)));
    return entries;
  }

  static String format(Map<String, String> entries) {
    StringBuilder text = new StringBuilder(HEADER);
    entries.forEach(
        (key, value) ->
            text.append(escaped(key, "=:#! \\"))
                .append('=')
                .append(escaped(value, "\\"))
                .append('\n'));
    return text.toString();
  }

  private static String escaped(String text, String specials) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || (i == 0 && c == ' ')) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(specials.indexOf(c) < 0 ? "" : "\\").append(c);
      }
    }
    return escaped.toString();
  }
}
