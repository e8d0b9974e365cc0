package org.dromedary.report;

import java.time.ZoneId;
import org.dromedary.mail.MailAddress;

/**
 * One report.
 *
 * @param enabled whether events are collected for it and it is sent
 * @param recipient here or elsewhere
 * @param onlyIfAny whether it is sent only when there is something to tell
 * @param rows events that are listed in the mail itself
 */
public record ReportSettings(
    ReportKind kind,
    boolean enabled,
    Schedule schedule,
    MailAddress recipient,
    boolean onlyIfAny,
    int rows) {
  /** Each morning. */
  public static final String DEFAULT_CRON = "0 0 6 * * ?";

  public static final int DEFAULT_ROWS = 100;

  /** Of the clock that its times are written by. */
  public ZoneId zone() {
    return schedule.zone();
  }
}
