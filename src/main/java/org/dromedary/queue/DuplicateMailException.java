package org.dromedary.queue;

import java.io.Serial;
import org.dromedary.mail.QueueId;

/** A mail is not queued since one with its idempotency key is, or was not long ago. */
public final class DuplicateMailException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient QueueId queueId;

  /**
   * @param queueId of both
   */
  public DuplicateMailException(QueueId queueId) {
    super("it was submitted before, as " + queueId, null, false, false);
    this.queueId = queueId;
  }

  /** The queue id of the mail that was there before. */
  public QueueId queueId() {
    return queueId;
  }
}
