package org.dromedary.delivery;

import java.time.Duration;
import java.util.Optional;
import org.dromedary.mail.SmtpReply;

/**
 * A next hop that mail is being delivered to.
 *
 * @param nextHop its name
 * @param waiting mails that have no connection yet
 * @param connections in use or open
 * @param limit how many there may be just now
 * @param closed why it is not tried, and for how long still
 */
public record NextHopStatus(
    String nextHop, int waiting, int connections, int limit, Optional<Closed> closed) {

  /** It could not be reached. */
  public record Closed(SmtpReply reply, Duration left) {}
}
