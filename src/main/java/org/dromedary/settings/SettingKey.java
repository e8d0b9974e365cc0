package org.dromedary.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * A key that may be set.
 *
 * @param fixedDefault empty when the default is worked out from other settings or the machine
 * @param defaultText the default as the documentation shows it
 */
record SettingKey<T>(
    String name, ValueSyntax<T> syntax, Optional<T> fixedDefault, String defaultText) {

  static final String PREFIX = "dromedary.";
  static final String VARIABLE_PREFIX = "DROMEDARY_";

  static <T> SettingKey<T> fixed(String name, ValueSyntax<T> syntax, T defaultValue) {
    return new SettingKey<>(
        PREFIX + name, syntax, Optional.of(defaultValue), syntax.format(defaultValue));
  }

  static <T> SettingKey<T> derived(String name, ValueSyntax<T> syntax, String defaultText) {
    return new SettingKey<>(PREFIX + name, syntax, Optional.empty(), defaultText);
  }

  /** The default is shown as it is written here. */
  static <T> SettingKey<T> written(String name, ValueSyntax<T> syntax, String defaultText) {
    T defaultValue = syntax.parse(defaultText);
    return new SettingKey<>(PREFIX + name, syntax, Optional.of(defaultValue), defaultText);
  }

  /** The environment variable that sets it: {@code DROMEDARY_SMTP_PORT}. */
  String variable() {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
