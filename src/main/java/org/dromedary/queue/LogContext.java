package org.dromedary.queue;

import org.dromedary.mail.QueueId;
import org.slf4j.MDC;

/** Lays down for the log which mail a line is about. */
public final class LogContext {
  /** The name of the field that has the queue id. */
  public static final String QUEUE_ID = "queueId";

  private LogContext() {}

  /** Runs what logs a line. */
  public static void about(QueueId id, Runnable line) {
    MDC.put(QUEUE_ID, id.value());
    try {
      line.run();
    } finally {
      MDC.remove(QUEUE_ID);
    }
  }
}
