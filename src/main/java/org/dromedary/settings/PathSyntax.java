package org.dromedary.settings;

import java.nio.file.Path;

/**
 * The path of a file or a directory.
 *
 * @param remedy which of them
 */
record PathSyntax(String remedy) implements ValueSyntax<Path> {
  @Override
  public Path parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    return Path.of(text);
  }

  @Override
  public String format(Path value) {
    return value.toString();
  }
}
