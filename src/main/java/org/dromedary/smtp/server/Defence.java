package org.dromedary.smtp.server;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What protects a router from its clients: all its listeners share one. Safe for use by several
 * threads.
 */
public final class Defence {
  private static final Logger LOG = LoggerFactory.getLogger(Defence.class);

  private final ServerConnections connections;
  private final ClientMemory clients;
  private final ContentMemory content;

  /**
   * Warns when the process may not open as many files as there may be connections.
   *
   * @param heapOctets the largest heap there can be
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  public Defence(SmtpServerSettings settings, long heapOctets, LongSupplier nanoTime) {
    int maximum = settings.limits().connections();
    this.connections = new ServerConnections(maximum);
    this.clients = new ClientMemory(settings.clientLimits(), nanoTime);
    this.content = ContentMemory.ofHeap(heapOctets);
    OpenFileLimit.ofThisProcess().warning(maximum).ifPresent(LOG::warn);
  }

  ServerConnections connections() {
    return connections;
  }

  ClientMemory clients() {
    return clients;
  }

  ContentMemory content() {
    return content;
  }
}
