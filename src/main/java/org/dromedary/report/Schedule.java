package org.dromedary.report;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * When a report is due.
 *
 * @param cron an expression of Quartz: {@code 0 0 6 * * ?} is each day at six
 * @param zone of the clock that it is about
 */
public record Schedule(String cron, ZoneId zone) {
  public Schedule {
    var unused = parsed(cron, zone);
  }

  /**
   * Checks an expression.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static String checked(String cron) {
    return new Schedule(cron, ZoneId.of("UTC")).cron();
  }

  private static CronExpression parsed(String cron, ZoneId zone) {
    try {
      CronExpression expression = new CronExpression(cron);
      expression.setTimeZone(TimeZone.getTimeZone(zone));
      return expression;
    } catch (ParseException | RuntimeException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The first time after another; empty when there is none any more. */
  public Optional<Instant> after(Instant time) {
    return Optional.ofNullable(parsed(cron, zone).getNextValidTimeAfter(Date.from(time)))
        .map(Date::toInstant);
  }

  /** Whether a time was missed: one between the last report and now. */
  public boolean isMissed(Instant last, Instant now) {
    return after(last).filter(due -> !due.isAfter(now)).isPresent();
  }
}
