package org.dromedary.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
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
 * failed of late after the others, and all of them twice since datagrams get lost.
 *
 * <p>dnsjava's own {@code ExtendedResolver} takes SERVFAIL and REFUSED for an answer.
 */
final class NameServers implements Resolver {
  private static final int ROUNDS = 2;

  private final List<NameServer> servers;

  NameServers(List<NameServer> servers) {
    this.servers = List.copyOf(servers);
    if (this.servers.isEmpty()) {
      throw new IllegalArgumentException("no name server is known");
    }
  }

  /** Those of the settings, or else of the operating system. */
  static NameServers of(DnsSettings settings, InstantSource clock) {
    List<InetSocketAddress> servers =
        settings.servers().isEmpty()
            ? ResolverConfig.getCurrentConfig().servers()
            : settings.servers();
    return new NameServers(
        servers.stream().map(s -> new NameServer(s, settings.timeout(), clock)).toList());
  }

  @Override
  public CompletionStage<Message> sendAsync(Message query, Executor executor) {
    List<NameServer> order = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      servers.stream().sorted(Comparator.comparing(s -> !s.isHealthy())).forEach(order::add);
    }
    return ask(query, order.iterator(), executor);
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
