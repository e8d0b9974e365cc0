package org.dromedary.settings;

import java.util.function.Function;

/** How values of one type are written. */
interface ValueSyntax<T> {

  /**
   * Turns text into a value.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  T parse(String text);

  /** The text that {@link #parse} turns into this value. */
  String format(T value);

  /** What to write instead of a bad value. */
  String remedy();

  /** A syntax whose values print themselves. */
  static <T> ValueSyntax<T> of(Function<String, T> parser, String remedy) {
    return new ValueSyntax<>() {
      @Override
      public T parse(String text) {
        return parser.apply(text);
      }

      @Override
      public String format(T value) {
        return String.valueOf(value);
      }

      @Override
      public String remedy() {
        return remedy;
      }
    };
  }
}
