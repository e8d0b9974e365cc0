package org.dromedary.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.TSIG;

/**
 * The configured name servers as one: each is asked in turn until one knows the answer, those that
 * are slow or failed of late after the others, and all of them twice since datagrams get lost.
 *
 * <p>dnsjava's own {@code ExtendedResolver} takes SERVFAIL and REFUSED for an answer.
 */
final class NameServers implements Resolver {
  private static final int ROUNDS = 2;
  private static final double SLOW_FACTOR = 2;
  private static final Duration SLOW_MARGIN = Duration.ofMillis(30);

  private final List<NameServer> servers;

  NameServers(List<NameServer> servers) {
    this.servers = List.copyOf(servers);
    if (this.servers.isEmpty()) {
      throw new IllegalArgumentException("no name server is known");
    }
  }

  /** Those of the settings; without any, or behind them if it is wanted, those of the system. */
  static NameServers of(DnsSettings settings, InstantSource clock) {
    List<InetSocketAddress> servers = new ArrayList<>(settings.servers());
    if (servers.isEmpty() || settings.useSystem()) {
      ResolverConfig.getCurrentConfig().servers().stream()
          .filter(server -> !servers.contains(server))
          .forEach(servers::add);
    }
    return new NameServers(
        servers.stream().map(s -> new NameServer(s, settings.timeout(), clock)).toList());
  }

  @Override
  public CompletionStage<Message> sendAsync(Message query, Executor executor) {
    List<NameServer> once = order();
    once.stream().skip(1).forEach(server -> server.health().passedOver());
    List<NameServer> order = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      order.addAll(once);
    }
    return ask(query, order.iterator(), executor);
  }

  /** As they are listed, but the slow ones later, and those that failed last. */
  private List<NameServer> order() {
    List<NameServer> quick = new ArrayList<>();
    List<NameServer> slow = new ArrayList<>();
    List<NameServer> failed = new ArrayList<>();
    double most = mostLatencyNanos();
    for (NameServer server : servers) {
      if (!server.health().isAskedFirst()) {
        failed.add(server);
      } else if (server.health().latencyNanos() > most) {
        slow.add(server);
      } else {
        quick.add(server);
      }
    }
    quick.addAll(slow);
    quick.addAll(failed);
    return quick;
  }

  /** A server that takes longer is slow. */
  private double mostLatencyNanos() {
    double least =
        servers.stream().mapToDouble(server -> server.health().latencyNanos()).min().orElse(0);
    return SLOW_FACTOR * least + SLOW_MARGIN.toNanos();
  }

  /** What is known of each, in the order of the list. */
  List<NameServerStatistics> statistics() {
    long queries = servers.stream().mapToLong(server -> server.health().queries()).sum();
    return servers.stream()
        .map(server -> server.health().statistics(server.address(), queries))
        .toList();
  }

  private CompletableFuture<Message> ask(
      Message query, Iterator<NameServer> order, Executor executor) {
    CompletableFuture<Message> answer = order.next().ask(query, executor);
    return order.hasNext()
        ? answer.exceptionallyComposeAsync(failure -> ask(query, order, executor), executor)
        : answer;
  }

  @Override
  public void setPort(int port) {
    throw fixed();
  }

  @Override
  public void setTCP(boolean flag) {
    throw fixed();
  }

  @Override
  public void setIgnoreTruncation(boolean flag) {
    throw fixed();
  }

  @Override
  public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {
    throw fixed();
  }

  @Override
  public void setTSIGKey(TSIG key) {
    throw fixed();
  }

  @Override
  public void setTimeout(Duration timeout) {
    throw fixed();
  }

  private static UnsupportedOperationException fixed() {
    return new UnsupportedOperationException("name servers are configured by DnsSettings");
  }
}
