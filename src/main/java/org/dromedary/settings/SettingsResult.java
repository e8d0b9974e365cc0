package org.dromedary.settings;

import java.util.List;

/** What reading the settings gave: either everything or a list of problems. */
public sealed interface SettingsResult {

  /**
   * All is well.
   *
   * @param effective every key with the value in force and where it comes from, in key order
   */
  record Valid(Settings settings, List<EffectiveValue> effective) implements SettingsResult {
    public Valid {
      effective = List.copyOf(effective);
    }
  }

  /**
   * Nothing was built.
   *
   * @param problems all that were found, at least one
   */
  record Invalid(List<SettingsProblem> problems) implements SettingsResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
