package org.dromedary.settings;

import static org.dromedary.settings.SettingKey.derived;
import static org.dromedary.settings.SettingKey.fixed;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.report.ReportKind;
import org.dromedary.report.ReportSettings;
import org.dromedary.report.Schedule;

/** The keys of reports; each report has the same. */
final class ReportKeys {
  private static final ValueSyntax<ZoneId> ZONE =
      ValueSyntax.of(ReportKeys::zone, "write the name of a zone such as Europe/Berlin, or UTC");
  private static final ValueSyntax<String> CRON =
      ValueSyntax.of(
          Schedule::checked,
          "write seconds, minutes, hours, day of month, month and day of week, such as 0 0 6 * * ?");

  private static final List<OfOne> REPORTS =
      Arrays.stream(ReportKind.values()).map(OfOne::of).toList();

  static final List<SettingKey<?>> ALL = REPORTS.stream().flatMap(OfOne::keys).toList();

  private ReportKeys() {}

  private record OfOne(
      ReportKind kind,
      SettingKey<Boolean> enabled,
      SettingKey<String> cron,
      SettingKey<ZoneId> zone,
      SettingKey<MailAddress> recipient,
      SettingKey<Boolean> onlyIfAny,
      SettingKey<Integer> rows) {

    static OfOne of(ReportKind kind) {
      String prefix = "reports." + kind.word() + ".";
      return new OfOne(
          kind,
          fixed(prefix + "enabled", new BooleanSyntax(), false),
          fixed(prefix + "cron", CRON, ReportSettings.DEFAULT_CRON),
          derived(prefix + "time-zone", ZONE, "that of the machine"),
          derived(
              prefix + "recipient",
              AddressSyntaxes.MAIL_ADDRESS,
              "`postmaster` at the first of `dromedary.local-domains`"),
          fixed(prefix + "only-if-any", new BooleanSyntax(), true),
          fixed(prefix + "rows", new IntegerSyntax(1, 1000), ReportSettings.DEFAULT_ROWS));
    }

    Stream<SettingKey<?>> keys() {
      return Stream.of(enabled, cron, zone, recipient, onlyIfAny, rows);
    }

    ReportSettings settings(CheckedValues values, Domain localDomain) {
      return new ReportSettings(
          kind,
          values.get(enabled),
          new Schedule(values.get(cron), values.get(zone, ZoneId::systemDefault)),
          values.get(recipient, () -> new MailAddress("postmaster", localDomain)),
          values.get(onlyIfAny),
          values.get(rows));
    }
  }

  /** Only names that every part of Java knows; an offset would be taken for GMT by some. */
  private static ZoneId zone(String text) {
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw new IllegalArgumentException("not the name of a time zone");
    }
    return ZoneId.of(text);
  }

  /** What was set, of each report. */
  static List<ReportSettings> settings(CheckedValues values, Domain localDomain) {
    return REPORTS.stream().map(report -> report.settings(values, localDomain)).toList();
  }
}
