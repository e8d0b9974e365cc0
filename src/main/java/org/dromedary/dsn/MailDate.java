package org.dromedary.dsn;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The date-time of header fields (RFC 5322 §3.3), in UTC. */
public final class MailDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss '+0000'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private MailDate() {}

  /** Such as {@code Fri, 27 Nov 2026 08:00:00 +0000}. */
  public static String format(Instant instant) {
    return FORMAT.format(instant);
  }
}
