package org.dromedary.dns;

import java.time.Duration;
import java.util.List;

/**
 * Which DNS lists clients are looked up in.
 *
 * @param lists all are asked at once; empty for none
 * @param timeout how long a client waits for them at most
 */
public record DnsListSettings(List<DnsList> lists, Duration timeout) {
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  public DnsListSettings {
    lists = List.copyOf(lists);
  }
}
