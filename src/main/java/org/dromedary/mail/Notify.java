package org.dromedary.mail;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When the sender wants to hear of a recipient (RFC 3461 §4.1).
 *
 * @param conditions none means NEVER
 */
public record Notify(Set<Condition> conditions) {
  private static final String NEVER = "NEVER";

  /** What happened to the mail. */
  public enum Condition {
    SUCCESS,
    FAILURE,
    DELAY
  }

  public Notify {
    conditions = Set.copyOf(conditions);
  }

  /**
   * Parses {@code NEVER} or a list such as {@code FAILURE,DELAY}, in any case.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Notify parse(String text) {
    String upper = Ascii.upperCase(text);
    if (upper.equals(NEVER)) {
      return never();
    }
    Collection<Condition> conditions = EnumSet.noneOf(Condition.class);
    for (String word : upper.split(",", -1)) {
      conditions.add(Condition.valueOf(word));
    }
    return new Notify(Set.copyOf(conditions));
  }

  /** Of nothing. */
  public static Notify never() {
    return new Notify(Set.of());
  }

  public boolean wants(Condition condition) {
    return conditions.contains(condition);
  }

  /** As in the parameter, the words in the order of RFC 3461. */
  @Override
  public String toString() {
    return conditions.isEmpty()
        ? NEVER
        : Arrays.stream(Condition.values())
            .filter(conditions::contains)
            .map(Condition::name)
            .collect(Collectors.joining(","));
  }
}
