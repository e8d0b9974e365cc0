package org.dromedary.settings;

import java.util.Optional;

/** A value that may be left empty. */
record OptionalSyntax<T>(ValueSyntax<T> syntax) implements ValueSyntax<Optional<T>> {
  @Override
  public Optional<T> parse(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(syntax.parse(text));
  }

  @Override
  public String format(Optional<T> value) {
    return value.map(syntax::format).orElse("");
  }

  @Override
  public String remedy() {
    return syntax.remedy() + ", or nothing";
  }
}
