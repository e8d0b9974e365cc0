package org.dromedary.management;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants who may have it.
 *
 * @param user who asks; fit for a log line
 * @param name the last segment of the path, decoded, where the operation has one
 * @param query parameters behind the question mark
 * @param body text
 */
public record ApiRequest(
    String user, Optional<String> name, Map<String, List<String>> query, String body) {
  public ApiRequest {
    query = Map.copyOf(query);
  }

  /** A parameter that may be missing. */
  public Optional<String> parameter(String key) {
    return parameters(key).stream().findFirst();
  }

  /** A parameter that may be there several times. */
  public List<String> parameters(String key) {
    return query.getOrDefault(key, List.of());
  }

  /**
   * A parameter that must be there.
   *
   * @throws ApiException otherwise
   */
  public String required(String key) {
    return parameter(key)
        .orElseThrow(() -> new ApiException(400, "the parameter " + key + " is missing"));
  }

  /** Whether a parameter is {@code true}. */
  public boolean isSet(String key) {
    return parameter(key).filter("true"::equals).isPresent();
  }
}
