package org.dromedary.dns;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A resolver for each list of name servers that rules name, each with a cache of its own: different
 * servers may know different things. Safe for use by several threads.
 */
public final class MailHostResolvers {
  private final DnsSettings settings;
  private final Supplier<DnsOverrides> overrides;
  private final Executor executor;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final MailHostResolver ofSettings;
  private final Map<List<InetSocketAddress>, MailHostResolver> others = new ConcurrentHashMap<>();

  /** As for {@link MailHostResolver}. */
  public MailHostResolvers(
      DnsSettings settings,
      Supplier<DnsOverrides> overrides,
      Executor executor,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    this.overrides = overrides;
    this.executor = executor;
    this.clock = clock;
    this.random = random;
    this.ofSettings = resolver(settings);
  }

  private MailHostResolver resolver(DnsSettings asked) {
    return new MailHostResolver(asked, overrides, executor, clock, random);
  }

  /** The one that asks the name servers of the settings. */
  public MailHostResolver ofSettings() {
    return ofSettings;
  }

  /**
   * The one that asks these.
   *
   * @param servers empty for those of the settings
   */
  public MailHostResolver of(List<InetSocketAddress> servers) {
    return servers.isEmpty()
        ? ofSettings
        : others.computeIfAbsent(
            servers, asked -> resolver(new DnsSettings(asked, settings.timeout())));
  }
}
