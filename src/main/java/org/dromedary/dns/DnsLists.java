package org.dromedary.dns;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * Looks clients up in DNS lists (RFC 5782). In doubt a client is not listed: a list that does not
 * answer in time, or answers that it cannot, keeps no mail away.
 *
 * <p>Answers are cached for their time to live, as everywhere in this package. Safe for use by
 * several threads.
 */
public final class DnsLists {
  private static final Logger LOG = LoggerFactory.getLogger(DnsLists.class);

  private final DnsListSettings settings;
  private final RecordLookup records;
  private final Map<DnsList, DnsListHealth> health = new LinkedHashMap<>();

  /**
   * Asks the name servers of the DNS settings.
   *
   * @param executor runs the look-ups' continuations; it stays the caller's
   */
  public DnsLists(
      DnsListSettings settings, DnsSettings dns, Executor executor, InstantSource clock) {
    this.settings = settings;
    this.records = new RecordLookup(NameServers.of(dns, clock), executor, clock);
    settings.lists().forEach(list -> health.put(list, new DnsListHealth(clock)));
  }

  /**
   * The first list that says that the client is on it; empty when all say no, or when the time is
   * over. Never completes exceptionally, and does not block.
   */
  public CompletableFuture<Optional<DnsListing>> lookup(InetAddress client) {
    CompletableFuture<Optional<DnsListing>> first = new CompletableFuture<>();
    List<CompletableFuture<?>> all = new ArrayList<>();
    health.forEach(
        (list, itsHealth) -> {
          if (itsHealth.isAsked()) {
            all.add(
                isListed(list, itsHealth, client)
                    .thenCompose(listed -> listed ? listing(list, client) : notListed())
                    .thenAccept(found -> found.ifPresent(l -> first.complete(found))));
          }
        });
    var unused =
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
            .whenComplete((done, failure) -> first.complete(Optional.empty()));
    return first;
  }

  private CompletableFuture<Boolean> isListed(
      DnsList list, DnsListHealth itsHealth, InetAddress client) {
    return ask(list.nameOf(client), Type.A)
        .thenApply(
            answer -> {
              note(list, itsHealth, answer);
              return answer instanceof Answer.Records found
                  && found.records().stream()
                      .anyMatch(r -> r instanceof ARecord a && list.isListing(a.getAddress()));
            });
  }

  private static void note(DnsList list, DnsListHealth itsHealth, Answer answer) {
    if (!(answer instanceof Answer.Failed failed)) {
      itsHealth.answered();
      return;
    }
    LOG.debug("DNS list {}: {}", list.zone(), failed.reason());
    if (itsHealth.failed()) {
      LOG.warn("DNS list {} does not answer, it is left alone for a while", list.zone());
    }
  }

  private static CompletableFuture<Optional<DnsListing>> notListed() {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  private CompletableFuture<Optional<DnsListing>> listing(DnsList list, InetAddress client) {
    return ask(list.nameOf(client), Type.TXT)
        .thenApply(
            answer ->
                answer instanceof Answer.Records found
                        && found.records().getFirst() instanceof TXTRecord text
                    ? Optional.of(DnsListing.of(list, text))
                    : Optional.of(new DnsListing(list, "")));
  }

  /** A copy of its own: the look-up goes on for others when our time is over. */
  private CompletableFuture<Answer> ask(Name name, int type) {
    return records
        .ask(name, type)
        .copy()
        .completeOnTimeout(
            new Answer.Failed("no answer within " + settings.timeout()),
            settings.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Look-ups that gave no answer since the start, by zone. */
  public Map<String, Long> failures() {
    Map<String, Long> failures = new LinkedHashMap<>();
    health.forEach((list, its) -> failures.merge(list.zone(), its.failures(), Long::sum));
    return failures;
  }
}
