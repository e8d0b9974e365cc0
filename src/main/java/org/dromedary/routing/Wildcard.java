package org.dromedary.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.PrimitiveIterator;

/**
 * A pattern in which {@code *} is any text, also none, and {@code ?} any one character; case does
 * not matter. A text takes time in proportion to its length, whatever it is: what is matched comes
 * from strangers, and there is no backtracking for them to provoke.
 *
 * <p>It is an automaton that is in several states at once: bit i of the state is set when the first
 * i characters of the pattern, {@code *} not counted, can stand for the text so far.
 */
public final class Wildcard {
  static final int MAXIMUM_CHARACTERS = 255;

  private final String text;
  private final int length;
  private final long[] any;
  private final long[] stars;
  private final Map<Integer, long[]> literals = new HashMap<>();

  private Wildcard(String text) {
    this.text = text;
    int[] characters = text.codePoints().filter(c -> c != '*').toArray();
    length = characters.length;
    any = new long[length / Long.SIZE + 1];
    stars = new long[any.length];
    int position = 0;
    for (int c : text.codePoints().toArray()) {
      if (c == '*') {
        set(stars, position);
      } else if (c == '?') {
        set(any, position++);
      } else {
        set(literals.computeIfAbsent(folded(c), x -> new long[any.length]), position++);
      }
    }
    literals.values().forEach(this::addAny);
  }

  private void addAny(long[] bits) {
    for (int word = 0; word < bits.length; word++) {
      bits[word] |= any[word];
    }
  }

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException when it is empty or too long
   */
  public static Wildcard parse(String text) {
    if (text.isEmpty() || text.length() > MAXIMUM_CHARACTERS) {
      throw new IllegalArgumentException("a pattern has 1 to 255 characters");
    }
    return new Wildcard(text);
  }

  /** Whether the whole text is as the pattern says. */
  public boolean matches(String candidate) {
    long[] state = new long[any.length];
    set(state, 0);
    PrimitiveIterator.OfInt characters = candidate.codePoints().iterator();
    while (characters.hasNext()) {
      if (!step(state, literals.getOrDefault(folded(characters.nextInt()), any))) {
        return false;
      }
    }
    return (state[length / Long.SIZE] & 1L << length % Long.SIZE) != 0;
  }

  /** Goes on by one character; false when no state is left. */
  private boolean step(long[] state, long[] allowed) {
    long carry = 0;
    long left = 0;
    for (int word = 0; word < state.length; word++) {
      long matched = state[word] & allowed[word];
      state[word] = (state[word] & stars[word]) | matched << 1 | carry;
      carry = matched >>> (Long.SIZE - 1);
      left |= state[word];
    }
    return left != 0;
  }

  private static void set(long[] bits, int index) {
    bits[index / Long.SIZE] |= 1L << index % Long.SIZE;
  }

  /** The text in the form in which case does not matter. */
  static String folded(String text) {
    return text.codePoints()
        .map(Wildcard::folded)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int folded(int character) {
    return Character.toLowerCase(Character.toUpperCase(character));
  }

  @Override
  public String toString() {
    return text;
  }
}
