package org.dromedary.management;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Keeps out of the log what says again, for each session and connection, what the router or the
 * broker says once: that the other one has gone, or that a mail came twice.
 */
public final class KnownTroubles extends Filter<ILoggingEvent> {
  private static final List<String> BEGINNINGS =
      List.of(
          "AMQ212037", // of Artemis, a client: connection failure has been detected
          "AMQ222059", // the server: duplicate message detected; its sender is told
          "AMQ222061", // connection failed, clearing up resources for session
          "AMQ222107", // cleared up resources for session
          // of Spring, with stack traces, when a session of JMS has ended
          "Listener exception overridden by rollback exception",
          "Could not close shared JMS Connection");

  private static final String RECOVERING = "Setup of JMS message listener invoker failed";

  /** The connection is destroyed. */
  private static final String DESTROYED = "AMQ219010";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    String message = event.getMessage();
    return message != null && isKnown(message) ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private static boolean isKnown(String message) {
    return BEGINNINGS.stream().anyMatch(message::startsWith)
        || (message.startsWith(RECOVERING) && message.contains(DESTROYED));
  }
}
