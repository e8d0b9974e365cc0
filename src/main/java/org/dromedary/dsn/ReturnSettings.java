package org.dromedary.dsn;

import java.util.Arrays;
import java.util.Locale;

/**
 * What goes back of a mail whose sender does not say (RFC 3461 §4.3: RET wins).
 *
 * @param part what of it
 * @param maximumOctets a larger mail comes back with its header section only
 */
public record ReturnSettings(Part part, long maximumOctets) {
  /** The header section; a whole mail that is wanted back up to 1 MiB. */
  public static final ReturnSettings DEFAULTS = new ReturnSettings(Part.HEADERS, 1 << 20);

  /** What of a mail. */
  public enum Part {
    NONE,
    HEADERS,
    FULL;

    /**
     * Parses {@code none}, {@code headers} or {@code full}.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static Part parse(String text) {
      return Arrays.stream(values())
          .filter(part -> part.toString().equals(text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("not one of none, headers, full"));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
