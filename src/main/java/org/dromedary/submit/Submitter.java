package org.dromedary.submit;

import java.io.IOException;

/** Queues what an application submits. It is declared here since its callers have it in common. */
@FunctionalInterface
public interface Submitter {
  /**
   * Queues it; blocks until it is durable. Safe for use by several threads.
   *
   * @throws SubmissionRefusedException when it cannot be taken
   * @throws IOException when its body cannot be read
   */
  Submitted submit(SubmittedMessage message) throws IOException, SubmissionRefusedException;
}
