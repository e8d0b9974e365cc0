package org.dromedary.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;

/** One name server. Safe for use by several threads. */
final class NameServer {
  private final InetSocketAddress address;
  private final SimpleResolver resolver;
  private final Duration timeout;
  private final InstantSource clock;
  private final NameServerHealth health;

  NameServer(InetSocketAddress address, Duration timeout, InstantSource clock) {
    this.address = address;
    this.resolver = new SimpleResolver(address);
    this.resolver.setTimeout(timeout);
    this.timeout = timeout;
    this.clock = clock;
    this.health = new NameServerHealth(clock);
  }

  InetSocketAddress address() {
    return address;
  }

  NameServerHealth health() {
    return health;
  }

  /**
   * Asks; completes exceptionally unless the server knows the answer, be it that the name does not
   * exist.
   */
  CompletableFuture<Message> ask(Message query, Executor executor) {
    Instant begin = clock.instant();
    health.asked();
    return resolver
        .sendAsync(query, executor)
        .toCompletableFuture()
        // dnsjava looks at its timeouts once a second only
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(NameServer::decisive)
        .whenComplete((answer, failure) -> note(begin, failure));
  }

  private static Message decisive(Message answer) {
    int code = answer.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      throw new NoAnswerException("name server answers " + Rcode.string(code));
    }
    return answer;
  }

  private void note(Instant begin, @Nullable Throwable failure) {
    if (failure == null) {
      health.answered(Duration.between(begin, clock.instant()));
    } else {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      health.failed(cause instanceof TimeoutException);
    }
  }
}
