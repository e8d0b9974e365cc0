package org.dromedary.dns;

import java.time.Instant;
import java.util.List;

/**
 * What is known of a name.
 *
 * @param type {@code MX}, {@code A} and so on; {@code ANY} of a name that does not exist
 * @param values as in a zone file; empty when there are none
 * @param until when it is asked again
 */
public record CachedAnswer(String name, String type, List<String> values, Instant until) {
  public CachedAnswer {
    values = List.copyOf(values);
  }
}
