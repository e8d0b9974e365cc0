package org.dromedary.management;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Keeps out of the log what says again, for each session and connection, what the router or the
 * broker says once: that the other one has gone.
 */
public final class KnownTroubles extends Filter<ILoggingEvent> {
  private static final List<String> CODES =
      List.of(
          "AMQ212037", // a client: connection failure has been detected
          "AMQ222061", // the server: connection failed, clearing up resources for session
          "AMQ222107", // the server: cleared up resources for session
          // of JMS in Spring, with a stack trace, when a session has ended; Camel has logged what
          // failed
          "Listener exception overridden by rollback exception");

  @Override
  public FilterReply decide(ILoggingEvent event) {
    String message = event.getMessage();
    return message != null && CODES.stream().anyMatch(message::startsWith)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
