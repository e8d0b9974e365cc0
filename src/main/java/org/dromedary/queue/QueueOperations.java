package org.dromedary.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dromedary.mail.QueueId;

/**
 * Everything that operators do with mail on the queues; console, command line and API stand on it.
 * Safe for use by several threads; blocks. One action is done after the other.
 */
public final class QueueOperations {
  private static final int PROGRESS = 1000;

  /** Of mail to strangers there is no end of names. */
  private static final int MOST_NEXT_HOPS = 10_000;

  /** The name that the rest is counted under. */
  public static final String OTHER_NEXT_HOPS = "(others)";

  private final MailQueues queues;
  private final MailWays ways;
  private final ActionListener listener;
  private final InstantSource clock;
  private final ReentrantLock acting = new ReentrantLock();

  /** A mail that is seen. */
  public record Seen(QueueEntry entry, MailState state, Set<MailWay> ways) {}

  /**
   * What an action comes to.
   *
   * @param meant how many mails the filter means
   * @param placed how many of them were acted on, or would be
   * @param active how many are being delivered, and are left alone
   */
  public record Result(long meant, long placed, long active) {}

  /** Who is told of what operators do. Does not block, but where it is said. */
  public interface ActionListener {
    /** An action begins. */
    void begins(String user, QueueAction action, MailFilter filter);

    /**
     * It is known what it will come to, and it is done next; blocks until that is recorded.
     *
     * @throws RuntimeException when it is not to be done
     */
    void planned(String user, QueueAction action, MailFilter filter, Result expected);

    /** A mail is acted on. */
    void acted(String user, QueueAction action, QueueEntry entry);

    /** What was done with mails is committed next. */
    void committing();

    /** It has ended; may block until what was told is on stable storage. */
    void ended(String user, QueueAction action, MailFilter filter, Result result);
  }

  public QueueOperations(
      MailQueues queues, MailWays ways, ActionListener listener, InstantSource clock) {
    this.queues = queues;
    this.ways = ways;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Looks at the mails that are meant, queue by queue.
   *
   * @param visitor false ends it
   */
  public void visit(MailFilter filter, Predicate<Seen> visitor) {
    scan(filter, (entry, state) -> visitor.test(new Seen(entry, state, waysOf(entry))));
  }

  private void scan(MailFilter filter, BiPredicate<QueueEntry, MailState> visitor) {
    Set<QueueId> ready = ways.ready();
    BiPredicate<QueueEntry, MailState> isMeant = isMeant(filter);
    queues.visit(
        filter::mayBeOn,
        entry -> {
          MailState state = state(entry, ready);
          return !isMeant.test(entry, state) || visitor.test(entry, state);
        });
  }

  private BiPredicate<QueueEntry, MailState> isMeant(MailFilter filter) {
    Instant now = clock.instant();
    return (entry, state) -> filter.matches(entry, state, () -> waysOf(entry), now);
  }

  /** All parts of one mail; empty when there is none of this id on the queues. */
  public List<Seen> show(QueueId id) {
    List<Seen> parts = new ArrayList<>();
    visit(MailFilter.ofId(id), parts::add);
    return parts;
  }

  private static MailState state(QueueEntry entry, Set<QueueId> ready) {
    MailState state = entry.state();
    return state == MailState.ACTIVE && ready.contains(entry.mail().queueId())
        ? MailState.READY
        : state;
  }

  private Set<MailWay> waysOf(QueueEntry entry) {
    return switch (entry.state()) {
      case UNROUTED, RETURNED, DEAD, UNDELIVERABLE -> Set.of();
      case ROUTED, READY, ACTIVE, DEFERRED, DELAYED, HELD, SUSPENDED -> waysOfRouted(entry);
    };
  }

  private Set<MailWay> waysOfRouted(QueueEntry entry) {
    RetryState retry = entry.mail().retry();
    String queue = entry.hold().map(Hold::from).orElse(entry.queue());
    boolean isSent =
        switch (queue) {
          case MailQueue.INGRESS, MailQueue.REROUTED, MailQueue.LOCAL, MailQueue.LIST -> false;
          case MailQueue.OUTBOUND -> true;
          default -> retry.attempts() == 0 || retry.stage() == Stage.REMOTE;
        };
    return isSent ? ways.of(entry.mail()) : Set.of();
  }

  /**
   * Counts the mails that are meant by their next hops, the most mails first; one with several is
   * counted for each, and one that is not sent to any, such as local mail, under the empty name.
   */
  public Map<String, NextHopTally> nextHops(MailFilter filter) {
    Instant now = clock.instant();
    Map<String, NextHopTally> tallies = new HashMap<>();
    scan(
        filter,
        (entry, state) -> {
          Set<MailWay> all = waysOf(entry);
          Stream<String> names =
              all.isEmpty() ? Stream.of("") : all.stream().map(MailWay::nextHop).distinct();
          names.forEach(name -> tally(tallies, name).add(entry, state, now));
          return true;
        });
    Map<String, NextHopTally> sorted = new LinkedHashMap<>();
    tallies.entrySet().stream()
        .sorted(Comparator.comparing(tally -> -tally.getValue().total()))
        .forEach(tally -> sorted.put(tally.getKey(), tally.getValue()));
    return sorted;
  }

  private static NextHopTally tally(Map<String, NextHopTally> tallies, String name) {
    String key =
        tallies.containsKey(name) || tallies.size() < MOST_NEXT_HOPS ? name : OTHER_NEXT_HOPS;
    return tallies.computeIfAbsent(key, k -> new NextHopTally());
  }

  /** How many mails there are on each queue; takes no time. */
  public Map<String, Long> depths() {
    return queues.depths();
  }

  /** What an action would come to. */
  public Result count(MailFilter filter, QueueAction action) {
    Tally tally = new Tally();
    scan(
        filter,
        (entry, state) -> {
          tally.meant(entry, action.place(entry));
          return true;
        });
    return tally.expected();
  }

  /** Told how an action gets on. */
  public interface Progress {
    /** Nobody is told. */
    Progress NONE =
        new Progress() {
          @Override
          public void expects(Result result) {}

          @Override
          public void done(long mails) {}
        };

    /** What it will come to. */
    void expects(Result result);

    /** So many are done; told now and then. */
    void done(long mails);
  }

  /**
   * Acts on the mails that are meant; what is done is on stable storage on return.
   *
   * @param user who acts
   * @throws RuntimeException when nothing is done, since it could not be recorded
   */
  public Result act(String user, MailFilter filter, QueueAction action, Progress progress) {
    acting.lock();
    try {
      listener.begins(user, action, filter);
      BiPredicate<QueueEntry, MailState> isMeant = isMeant(filter);
      Tally tally =
          new Tally() {
            @Override
            public void planned() {
              listener.planned(user, action, filter, expected());
              if (action instanceof QueueAction.Retry) {
                ways.reopen();
              }
              progress.expects(expected());
            }

            @Override
            public void committing() {
              listener.committing();
            }

            @Override
            public void placed(QueueEntry entry) {
              super.placed(entry);
              listener.acted(user, action, entry);
              if (placed() % PROGRESS == 0) {
                progress.done(placed());
              }
            }
          };
      queues.place(
          filter::mayBeOn,
          entry ->
              isMeant.test(entry, entry.state())
                  ? Optional.of(action.place(entry))
                  : Optional.empty(),
          tally);
      Result result = tally.result();
      listener.ended(user, action, filter, result);
      return result;
    } finally {
      acting.unlock();
    }
  }

  /** Counts; for one thread at a time. */
  private static class Tally implements PlacementObserver {
    private long meant;
    private long expected;
    private long active;
    private long placed;

    @Override
    public void meant(QueueEntry entry, Placement placement) {
      meant++;
      if (entry.taken()) {
        active++;
      } else if (!(placement instanceof Placement.Unchanged)) {
        expected++;
      }
    }

    @Override
    public void placed(QueueEntry entry) {
      placed++;
    }

    long placed() {
      return placed;
    }

    Result expected() {
      return new Result(meant, expected, active);
    }

    Result result() {
      return new Result(meant, placed, active);
    }
  }
}
