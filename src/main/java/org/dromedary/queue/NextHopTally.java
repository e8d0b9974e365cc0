package org.dromedary.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The mails for one next hop, by state and by age. Grows while mail is looked at; not for threads.
 */
public final class NextHopTally {
  /** The ages that mails are counted by: as in Postfix' qshape. */
  public static final List<Duration> AGES =
      IntStream.range(0, 9).mapToObj(i -> Duration.ofMinutes(5L << i)).toList();

  private final Map<MailState, Long> mails = new EnumMap<>(MailState.class);
  private final long[] ages = new long[AGES.size() + 1];
  private Instant oldest = Instant.MAX;
  private Instant nextAttempt = Instant.MAX;
  private Instant latestReply = Instant.MIN;
  private String lastReply = "";

  void add(QueueEntry entry, MailState state, Instant now) {
    QueuedMessage mail = entry.mail();
    mails.merge(state, 1L, Long::sum);
    ages[age(mail.ageAt(now))]++;
    if (mail.arrival().at().isBefore(oldest)) {
      oldest = mail.arrival().at();
    }
    RetryState retry = mail.retry();
    Optional<Instant> next = mail.nextAttemptAt();
    if (!entry.taken() && next.filter(nextAttempt::isAfter).isPresent()) {
      nextAttempt = next.orElseThrow();
    }
    Instant due = next.orElse(Instant.MIN);
    if (!retry.lastReply().isEmpty() && !due.isBefore(latestReply)) {
      latestReply = due;
      lastReply = retry.lastReply();
    }
  }

  private static int age(Duration age) {
    int index = 0;
    while (index < AGES.size() && age.compareTo(AGES.get(index)) > 0) {
      index++;
    }
    return index;
  }

  /** How many there are in each state that there are any in. */
  public Map<MailState, Long> mails() {
    return Map.copyOf(mails);
  }

  /** How many there are. */
  public long total() {
    return mails.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many are up to each of {@link #AGES} old and no younger age; the last are older. */
  public List<Long> ages() {
    return LongStream.of(ages).boxed().toList();
  }

  /** When the oldest arrived. */
  public Optional<Instant> oldest() {
    return Optional.of(oldest).filter(at -> at.isBefore(Instant.MAX));
  }

  /** When the first of those that wait is tried again. */
  public Optional<Instant> nextAttempt() {
    return Optional.of(nextAttempt).filter(at -> at.isBefore(Instant.MAX));
  }

  /** What was said to one of the last attempts; empty when none has been made. */
  public String lastReply() {
    return lastReply;
  }
}
