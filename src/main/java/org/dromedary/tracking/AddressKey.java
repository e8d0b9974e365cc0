package org.dromedary.tracking;

import java.util.Locale;

/** Addresses in an order in which those of a domain stand together. */
final class AddressKey {
  private static final char AFTER_AT = '@' + 1;

  private AddressKey() {}

  /** {@code example.org@alice}; case does not matter. Empty for the null reverse path. */
  static String of(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    int at = lower.lastIndexOf('@');
    return at < 0 ? lower : lower.substring(at + 1) + '@' + lower.substring(0, at);
  }

  /** Before all of a domain. */
  static String first(String domain) {
    return domain.toLowerCase(Locale.ROOT) + '@';
  }

  /** After all of a domain. */
  static String last(String domain) {
    return domain.toLowerCase(Locale.ROOT) + AFTER_AT;
  }
}
