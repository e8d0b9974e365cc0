package org.dromedary.settings;

import static org.dromedary.settings.SettingKey.fixed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dromedary.routing.SecretReference;
import org.dromedary.tracking.TrackingSettings;

/** The keys of the tracking store. */
final class TrackingKeys {
  private static final ValueSyntax<Duration> AGE =
      new DurationSyntax(Duration.ofHours(1), Duration.ofDays(3650));

  static final SettingKey<Boolean> ENABLED =
      fixed("tracking.enabled", new BooleanSyntax(), TrackingSettings.DEFAULT.enabled());
  static final SettingKey<Optional<String>> DATABASE =
      fixed(
          "tracking.database",
          new OptionalSyntax<>(new DatabaseSyntax()),
          TrackingSettings.DEFAULT.database());
  static final SettingKey<String> USER =
      fixed("tracking.user", ValueSyntax.of(text -> text, "write a name"), "");
  static final SettingKey<Optional<SecretReference>> PASSWORD =
      fixed("tracking.password", new SecretSyntax(), TrackingSettings.DEFAULT.password());
  static final SettingKey<Duration> KEEP_FOR =
      fixed("tracking.keep-for", AGE, TrackingSettings.DEFAULT.keepFor());
  static final SettingKey<Long> KEEP_AT_MOST =
      fixed(
          "tracking.keep-at-most",
          new SizeSyntax(16L << 20, 1L << 50),
          TrackingSettings.DEFAULT.keepAtMost());

  static final List<SettingKey<?>> ALL =
      List.of(ENABLED, DATABASE, USER, PASSWORD, KEEP_FOR, KEEP_AT_MOST);

  private TrackingKeys() {}

  /** What was set. */
  static TrackingSettings settings(CheckedValues values) {
    Optional<String> database = values.get(DATABASE);
    Optional<String> user = Optional.of(values.get(USER)).filter(name -> !name.isEmpty());
    Optional<SecretReference> password = values.get(PASSWORD);
    if (database.isEmpty() && (user.isPresent() || password.isPresent())) {
      values.report(USER, "there is no database to log in at", "set " + DATABASE.name());
    }
    return new TrackingSettings(
        values.get(ENABLED),
        database,
        user,
        password,
        values.get(KEEP_FOR),
        values.get(KEEP_AT_MOST));
  }
}
