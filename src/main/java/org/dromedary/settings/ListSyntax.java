package org.dromedary.settings;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values with commas between; nothing at all is the empty list. */
record ListSyntax<T>(ValueSyntax<T> element, boolean mayBeEmpty) implements ValueSyntax<List<T>> {
  private static final Pattern COMMA = Pattern.compile(",");

  @Override
  public List<T> parse(String text) {
    if (text.isEmpty()) {
      if (!mayBeEmpty) {
        throw new IllegalArgumentException("empty");
      }
      return List.of();
    }
    return Stream.of(COMMA.split(text, -1)).map(String::strip).map(this::parseElement).toList();
  }

  private T parseElement(String text) {
    try {
      return element.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
    }
  }

  @Override
  public String format(List<T> values) {
    return values.stream().map(element::format).collect(Collectors.joining(", "));
  }

  @Override
  public String remedy() {
    return element.remedy() + "; several with commas between";
  }
}
