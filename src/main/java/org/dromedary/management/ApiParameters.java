package org.dromedary.management;

import java.util.function.Function;

/** Values of parameters, refused with the name of the parameter. */
public final class ApiParameters {
  private ApiParameters() {}

  /**
   * What a parser makes of a text.
   *
   * @throws ApiException when it throws {@link IllegalArgumentException}
   */
  public static <T> T parsed(String key, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ApiException(400, key + ": " + e.getMessage());
    }
  }

  /**
   * A number in bounds.
   *
   * @throws ApiException when it is none
   */
  public static int number(String key, String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same answer
    }
    throw new ApiException(400, key + ": a number from " + least + " to " + most);
  }
}
