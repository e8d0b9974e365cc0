package org.dromedary.delivery;

import java.util.List;
import java.util.Optional;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;

/**
 * What one attempt over all hosts of a next hop came to.
 *
 * @param outcomes one for each recipient
 * @param unreachable why, when no host would talk to us at all
 * @param pushedBack whether any host did not take the connection
 */
record AttemptResult(
    List<DeliveryOutcome> outcomes, Optional<SmtpReply> unreachable, boolean pushedBack) {
  AttemptResult {
    outcomes = List.copyOf(outcomes);
  }
}
