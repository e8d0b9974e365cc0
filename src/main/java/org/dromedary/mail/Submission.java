package org.dromedary.mail;

import java.time.Instant;
import java.util.Optional;

/**
 * What an application asks for beside envelope and content.
 *
 * @param correlationId its own name for the mail, as it came; one line of printable text
 * @param idempotencyKey mails with the same key are one mail; known until the mail is durable, and
 *     not kept with it
 * @param priority 0 to 9, as in JMS: of the mails that wait in a queue a higher one goes first
 * @param notBefore when the mail may be routed, if not at once
 */
public record Submission(
    Optional<String> correlationId,
    Optional<IdempotencyKey> idempotencyKey,
    int priority,
    Optional<Instant> notBefore) {
  /** The priority of mail for which nothing was said. */
  public static final int USUAL_PRIORITY = 4;

  /** Of mail that comes by SMTP, and of our own. */
  public static final Submission NONE =
      new Submission(Optional.empty(), Optional.empty(), USUAL_PRIORITY, Optional.empty());

  public Submission {
    if (priority < 0 || priority > 9) {
      throw new IllegalArgumentException("a priority is 0 to 9");
    }
  }

  /** The same of a mail that need not wait any more. */
  public Submission withoutDelay() {
    return notBefore.isEmpty()
        ? this
        : new Submission(correlationId, idempotencyKey, priority, Optional.empty());
  }

  /** Whether the mail may not be routed yet. */
  public boolean waitsAt(Instant now) {
    return notBefore.filter(now::isBefore).isPresent();
  }
}
