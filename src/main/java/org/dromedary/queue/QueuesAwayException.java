package org.dromedary.queue;

import java.io.Serial;

/** The queues cannot be reached now, which is known: whoever has the mail keeps it. */
public final class QueuesAwayException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public QueuesAwayException() {
    super("the queues cannot be reached now", null, false, false);
  }
}
