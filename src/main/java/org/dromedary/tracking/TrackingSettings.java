package org.dromedary.tracking;

import java.time.Duration;
import java.util.Optional;
import org.dromedary.routing.SecretReference;

/**
 * Where the history of mails is kept, and how long.
 *
 * @param enabled whether it is kept at all
 * @param database the JDBC URL of a PostgreSQL database; a file of our own if empty
 * @param user who logs in there
 * @param password where it is
 * @param keepFor for how long
 * @param keepAtMost octets; the oldest go first
 */
public record TrackingSettings(
    boolean enabled,
    Optional<String> database,
    Optional<String> user,
    Optional<SecretReference> password,
    Duration keepFor,
    long keepAtMost) {
  /** A file of our own. */
  public static final TrackingSettings DEFAULT =
      new TrackingSettings(
          true,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofDays(30),
          4L << 30);
}
