package org.dromedary.list;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dromedary.mail.MailAddress;

/**
 * A line of a member file: {@code bob@example.net}, perhaps followed by {@code bounced
 * 2026-11-26,2026-11-27} and {@code disabled 2026-11-27}.
 *
 * @param bounces the days on which his mail came back, the oldest first
 * @param disabled since when he gets no more, for that reason
 */
public record Member(MailAddress address, List<LocalDate> bounces, Optional<LocalDate> disabled) {
  private static final String BOUNCED = "bounced";
  private static final String DISABLED = "disabled";

  public Member {
    bounces = List.copyOf(bounces);
  }

  static Member of(MailAddress address) {
    return new Member(address, List.of(), Optional.empty());
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Member parse(String line) {
    String[] words = line.strip().split("\\s+", -1);
    MailAddress address = MailAddress.parse(words[0]);
    List<LocalDate> bounces = new ArrayList<>();
    Optional<LocalDate> disabled = Optional.empty();
    try {
      for (int i = 1; i < words.length; i += 2) {
        String value = i + 1 < words.length ? words[i + 1] : "";
        switch (words[i]) {
          case BOUNCED ->
              Arrays.stream(value.split(",", -1)).map(LocalDate::parse).forEach(bounces::add);
          case DISABLED -> disabled = Optional.of(LocalDate.parse(value));
          default -> throw new IllegalArgumentException("what is '" + words[i] + "'?");
        }
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a day is written as 2026-11-27", e);
    }
    return new Member(address, bounces, disabled);
  }

  boolean isActive() {
    return disabled.isEmpty();
  }

  /** After his mail came back on a day; he is disabled if it did on too many within the window. */
  Member bounced(LocalDate day, int limit, int windowDays) {
    if (!isActive() || bounces.contains(day)) {
      return this;
    }
    List<LocalDate> days = new ArrayList<>(bounces);
    days.removeIf(each -> each.isBefore(day.minusDays(windowDays - 1L)));
    days.add(day);
    return new Member(address, days, days.size() < limit ? disabled : Optional.of(day));
  }

  String line() {
    String days = bounces.stream().map(LocalDate::toString).collect(Collectors.joining(","));
    return address
        + (days.isEmpty() ? "" : " " + BOUNCED + " " + days)
        + disabled.map(day -> " " + DISABLED + " " + day).orElse("");
  }
}
