package org.dromedary.routing;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * How hosts are found, and which of them are tried when mail goes by MX.
 *
 * @param implicit whether a domain without MX records is its own mail host (RFC 5321 §5.1)
 * @param firstHostOnly whether those behind the first host that takes a connection are left alone
 * @param nameServers those that are asked; empty for those of the settings
 */
public record MxOptions(
    boolean implicit, boolean firstHostOnly, List<InetSocketAddress> nameServers) {
  /** As RFC 5321 has it. */
  public static final MxOptions DEFAULTS = new MxOptions(true, false, List.of());

  public MxOptions {
    nameServers = List.copyOf(nameServers);
  }
}
