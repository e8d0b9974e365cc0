package org.dromedary.settings;

/**
 * A key with the value in force.
 *
 * @param origin {@code application.properties:12}, an environment variable, {@code --set} or {@code
 *     default}
 */
public record EffectiveValue(String key, String value, String origin) {

  /** One printable line; the value of a password-like key is hidden. */
  public String line() {
    String shown = value.isEmpty() ? "(empty)" : Printable.value(key, value);
    return key + " = " + shown + "  (" + Printable.text(origin) + ")";
  }
}
