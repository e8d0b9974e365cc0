package org.dromedary.users;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.ReversePath;

/** The addresses that a user may send from: those that any of the rules matches. */
public record Senders(List<SenderRule> rules) {
  /** No address at all. */
  public static final Senders NONE = new Senders(List.of());

  public Senders {
    rules = List.copyOf(rules);
  }

  /**
   * Parses rules with commas between.
   *
   * @throws IllegalArgumentException naming the rule that is wrong, and why
   */
  static Senders parse(String text) {
    return new Senders(
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(rule -> !rule.isEmpty())
            .map(Senders::rule)
            .toList());
  }

  private static SenderRule rule(String text) {
    try {
      return SenderRule.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(text + ": " + e.getMessage(), e);
    }
  }

  /** The null reverse path is for everybody: programs notify with it (RFC 5321 §4.5.5). */
  public boolean allow(ReversePath path) {
    return path.address().map(this::allow).orElse(true);
  }

  private boolean allow(MailAddress sender) {
    return rules.stream().anyMatch(rule -> rule.matches(sender));
  }

  /** As {@code senders.properties} has it. */
  @Override
  public String toString() {
    return rules.stream().map(SenderRule::toString).collect(Collectors.joining(","));
  }
}
