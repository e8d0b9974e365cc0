package org.dromedary.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;

/** One name server, and whether it failed of late. Safe for use by several threads. */
final class NameServer {
  /** How long a server that failed is asked after the others. */
  private static final Duration PENALTY = Duration.ofSeconds(30);

  private final SimpleResolver resolver;
  private final Duration timeout;
  private final InstantSource clock;
  private volatile Instant healthyAt = Instant.MIN;

  NameServer(InetSocketAddress address, Duration timeout, InstantSource clock) {
    this.resolver = new SimpleResolver(address);
    this.resolver.setTimeout(timeout);
    this.timeout = timeout;
    this.clock = clock;
  }

  boolean isHealthy() {
    return !clock.instant().isBefore(healthyAt);
  }

  /**
   * Asks; completes exceptionally unless the server knows the answer, be it that the name does not
   * exist.
   */
  CompletableFuture<Message> ask(Message query, Executor executor) {
    return resolver
        .sendAsync(query, executor)
        .toCompletableFuture()
        // dnsjava looks at its timeouts once a second only
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(NameServer::decisive)
        .whenComplete((answer, failure) -> note(failure == null));
  }

  private static Message decisive(Message answer) {
    int code = answer.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      throw new NoAnswerException("name server answers " + Rcode.string(code));
    }
    return answer;
  }

  private void note(boolean answered) {
    healthyAt = answered ? Instant.MIN : clock.instant().plus(PENALTY);
  }
}
