package org.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RfcIndexTest {
  private static final Pattern CITATION = Pattern.compile("RFC\\s?(\\d{3,5})");
  private static final Pattern TABLE_ROW =
      Pattern.compile("^\\| RFC (\\d+) \\|.*\\| (implemented|partly|not) \\|", Pattern.MULTILINE);

  @Test
  void everyCitedRfcIsListed() throws IOException {
    assertThat(listed()).isNotEmpty().containsAll(cited());
  }

  private static SortedSet<String> listed() throws IOException {
    return numbers(TABLE_ROW, Files.readString(Path.of("docs/rfc-index.md")));
  }

  private static SortedSet<String> cited() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> numbers(CITATION, content(file)).stream())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static SortedSet<String> numbers(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
