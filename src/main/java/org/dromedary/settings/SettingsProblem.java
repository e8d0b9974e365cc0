package org.dromedary.settings;

/**
 * One thing that is wrong with the settings.
 *
 * @param origin {@code application.properties:12}, an environment variable, {@code --set} or {@code
 *     default}
 * @param what what is wrong
 * @param remedy what to do about it
 */
public record SettingsProblem(String origin, String key, String value, String what, String remedy) {

  static SettingsProblem of(Assignment assignment, String what, String remedy) {
    return new SettingsProblem(
        assignment.origin(), assignment.key(), assignment.value(), what, remedy);
  }

  /** One printable line; the value of a password-like key is hidden. */
  public String line() {
    String said = Printable.isSecret(key) ? "bad value" : Printable.text(what);
    return Printable.text(origin)
        + ": "
        + Printable.text(key)
        + " = "
        + Printable.value(key, value)
        + ": "
        + said
        + "; "
        + Printable.text(remedy);
  }
}
