package org.dromedary.delivery;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.routing.Wildcard;

/** The next hops that operators have suspended. Safe for use by several threads. */
public final class Suspensions {
  private final Keeper keeper;
  private final InstantSource clock;
  private volatile List<Suspension> all;

  /** Where they outlive the router. */
  @FunctionalInterface
  public interface Keeper {
    /**
     * Keeps all; they are on stable storage on return.
     *
     * @throws IOException when they are not
     */
    void keep(List<Suspension> all) throws IOException;
  }

  /**
   * @param kept of before
   */
  public Suspensions(List<Suspension> kept, Keeper keeper, InstantSource clock) {
    this.all = List.copyOf(kept);
    this.keeper = keeper;
    this.clock = clock;
  }

  /** None, which are kept nowhere. */
  static Suspensions none() {
    return new Suspensions(List.of(), kept -> {}, InstantSource.system());
  }

  /** Why a next hop is suspended; empty when it is not. Takes no time. */
  public Optional<Suspension> of(String nextHop) {
    List<Suspension> now = all;
    if (now.isEmpty()) {
      return Optional.empty();
    }
    Instant instant = clock.instant();
    return now.stream().filter(s -> s.isOf(nextHop, instant)).findFirst();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** All that have not ended, in the order in which they were made. */
  public List<Suspension> list() {
    Instant now = clock.instant();
    return all.stream().filter(s -> s.until().filter(end -> !now.isBefore(end)).isEmpty()).toList();
  }

  /** Whether there is one for this name or pattern, as it is written. */
  public boolean isFor(Wildcard nextHop) {
    return list().stream().anyMatch(s -> isSame(s, nextHop));
  }

  private static boolean isSame(Suspension suspension, Wildcard nextHop) {
    return suspension.nextHop().toString().equalsIgnoreCase(nextHop.toString());
  }

  /** Adds one, in place of another for the same name or pattern. */
  public synchronized void add(Suspension suspension) throws IOException {
    List<Suspension> next = without(suspension.nextHop());
    next.add(suspension);
    keep(next);
  }

  /** Ends one; false when there is none for this name or pattern. */
  public synchronized boolean remove(Wildcard nextHop) throws IOException {
    List<Suspension> next = without(nextHop);
    boolean found = next.size() < list().size();
    if (found) {
      keep(next);
    }
    return found;
  }

  /** These and no others, which are kept elsewhere. */
  public synchronized void replace(List<Suspension> others) {
    all = List.copyOf(others);
  }

  private List<Suspension> without(Wildcard nextHop) {
    List<Suspension> others = new ArrayList<>(list());
    others.removeIf(s -> isSame(s, nextHop));
    return others;
  }

  private void keep(List<Suspension> next) throws IOException {
    keeper.keep(next);
    all = List.copyOf(next);
  }
}
