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
   * @param heapOctets the largest heap there can be
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  Defence(SmtpServerSettings settings, long heapOctets, LongSupplier nanoTime) {
    this.connections = new ServerConnections(settings.limits().connections());
    this.clients = new ClientMemory(settings.clientLimits(), nanoTime);
    this.content = ContentMemory.ofHeap(heapOctets);
  }

  /** With the heap and the clock of this process. */
  public static Defence ofThisProcess(SmtpServerSettings settings) {
    return new Defence(settings, Runtime.getRuntime().maxMemory(), System::nanoTime);
  }

  /** Warns when this process may open too few files for as many connections as are allowed. */
  public static void checkOpenFileLimit(SmtpServerSettings settings) {
    OpenFileLimit.ofThisProcess().warning(settings.limits().connections()).ifPresent(LOG::warn);
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
