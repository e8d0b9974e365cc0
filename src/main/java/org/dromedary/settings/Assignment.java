package org.dromedary.settings;

/** One place that gives a key a value. */
record Assignment(String origin, String key, String value) {
  static final String DEFAULT_ORIGIN = "default";
}
