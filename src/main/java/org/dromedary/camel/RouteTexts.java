package org.dromedary.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * What the route files of a directory say at one moment: {@code *.camel.yaml} and {@code
 * *.camel.xml}.
 *
 * @param texts by file
 */
record RouteTexts(SortedMap<Path, String> texts) {
  RouteTexts {
    texts = new TreeMap<>(texts);
  }

  /** Reads all of them. */
  static RouteTexts read(Path directory) throws IOException {
    SortedMap<Path, String> texts = new TreeMap<>();
    for (Path file : files(directory)) {
      texts.put(file, Files.readString(file, StandardCharsets.UTF_8));
    }
    return new RouteTexts(texts);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(RouteTexts::isRouteFile).toList();
    }
  }

  private static boolean isRouteFile(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".camel.yaml") || name.endsWith(".camel.xml");
  }

  List<Resource> resources() {
    return texts.entrySet().stream().map(RouteTexts::resource).toList();
  }

  private static Resource resource(Map.Entry<Path, String> file) {
    return ResourceHelper.fromString("file:" + file.getKey(), file.getValue());
  }

  /** Those in which a word stands: Camel does not say of all definitions where they come from. */
  List<String> with(String word) {
    return texts.values().stream().filter(text -> text.contains(word)).toList();
  }
}
