package org.dromedary.dns;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * Asks for the records of a name, with aliases followed. Answers, negative ones too, are kept for
 * their time to live, failures for seconds; who asks the same at the same time shares the answer.
 * Safe for use by several threads.
 */
final class RecordLookup {
  private static final Duration FAILURE_KEPT = Duration.ofSeconds(5); // at most 5 min: RFC 2308 §7
  private static final int MAXIMUM_FAILURES = 10_000;

  private record Question(Name name, int type) {}

  private record Failure(Answer.Failed answer, Instant until) {}

  private final Supplier<DnsOverrides> overrides;
  private final ListedCache cache;
  private final LookupSession session;
  private final InstantSource clock;
  private final Map<Question, CompletableFuture<Answer>> inFlight = new ConcurrentHashMap<>();
  private final Map<Question, Failure> failures = new ConcurrentHashMap<>();

  /**
   * @param overrides the current value, asked first
   */
  RecordLookup(
      Resolver resolver, Supplier<DnsOverrides> overrides, Executor executor, InstantSource clock) {
    this.overrides = overrides;
    this.cache = new ListedCache(clock);
    this.session =
        LookupSession.builder().resolver(resolver).executor(executor).cache(cache).build();
    this.clock = clock;
  }

  /** Without overrides. */
  RecordLookup(Resolver resolver, Executor executor, InstantSource clock) {
    this(resolver, () -> DnsOverrides.NONE, executor, clock);
  }

  /** What is known, but for failures. */
  List<CachedAnswer> cached() {
    return cache.list();
  }

  /** Forgets all that is known. */
  void flush() {
    failures.clear();
    cache.flush();
  }

  /** Forgets what is known of one name. */
  void flush(Name name) {
    failures.keySet().removeIf(question -> question.name().equals(name));
    cache.flush(name);
  }

  /**
   * Never completes exceptionally.
   *
   * @param name absolute
   * @param type as in {@link Type}
   */
  CompletableFuture<Answer> ask(Name name, int type) {
    Optional<Answer> override = overrides.get().answer(name, type);
    if (override.isPresent()) {
      return CompletableFuture.completedFuture(override.get());
    }
    Question question = new Question(name, type);
    Failure failure = failures.get(question);
    if (failure != null && clock.instant().isBefore(failure.until())) {
      return CompletableFuture.completedFuture(failure.answer());
    }
    CompletableFuture<Answer> own = new CompletableFuture<>();
    CompletableFuture<Answer> running = inFlight.putIfAbsent(question, own);
    if (running != null) {
      return running;
    }
    return look(question)
        .handle(
            (answer, bug) -> {
              Answer settled = answer == null ? new Answer.Failed("DNS look-up failed") : answer;
              inFlight.remove(question);
              own.complete(settled);
              return settled;
            });
  }

  private CompletableFuture<Answer> look(Question question) {
    CompletableFuture<Answer> answer;
    try {
      answer =
          session
              .lookupAsync(question.name(), question.type())
              .toCompletableFuture()
              .handle((result, failure) -> failure == null ? found(result) : failed(failure));
    } catch (RuntimeException e) {
      answer = CompletableFuture.completedFuture(failed(e));
    }
    return answer.thenApply(a -> keep(question, a));
  }

  private static Answer found(LookupResult result) {
    List<Record> records = result.getRecords();
    // dnsjava gives no data as an empty result at first, and as an exception from its cache
    return records.isEmpty() ? new Answer.NoData() : new Answer.Records(List.copyOf(records));
  }

  private static Answer failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case NoSuchDomainException e -> new Answer.NoSuchName();
      case NoSuchRRSetException e -> new Answer.NoData();
      case NoAnswerException e -> new Answer.Failed(String.valueOf(e.getMessage()));
      case TimeoutException e -> new Answer.Failed("name server does not answer");
      case IOException e -> new Answer.Failed("name server gives no usable answer");
      default -> new Answer.Failed("DNS look-up failed: " + cause.getClass().getSimpleName());
    };
  }

  private Answer keep(Question question, Answer answer) {
    if (answer instanceof Answer.Failed failed) {
      Instant now = clock.instant();
      if (failures.size() >= MAXIMUM_FAILURES) {
        failures.values().removeIf(failure -> !now.isBefore(failure.until()));
      }
      if (failures.size() < MAXIMUM_FAILURES) {
        failures.put(question, new Failure(failed, now.plus(FAILURE_KEPT)));
      }
    } else {
      failures.remove(question);
    }
    return answer;
  }
}
