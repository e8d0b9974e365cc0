package org.dromedary.list;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Constants by the words that an operator writes. */
final class Words {
  private Words() {}

  /**
   * The constant of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  static <E extends Enum<E>> E parse(E[] all, String text) {
    return Arrays.stream(all)
        .filter(each -> each.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "not one of "
                        + Arrays.stream(all)
                            .map(Enum::toString)
                            .collect(Collectors.joining(", "))));
  }
}
