package org.dromedary.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Which name servers are asked.
 *
 * @param servers asked in this order; empty means those of the operating system
 * @param useSystem whether those of the operating system are asked when the servers all fail
 * @param timeout longest wait for one server's answer
 */
public record DnsSettings(List<InetSocketAddress> servers, boolean useSystem, Duration timeout) {
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

  /** Without those of the system, unless no server is given. */
  public DnsSettings(List<InetSocketAddress> servers, Duration timeout) {
    this(servers, false, timeout);
  }

  public DnsSettings {
    servers = List.copyOf(servers);
    if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException("a DNS timeout is 1 ms to 10 minutes");
    }
  }
}
