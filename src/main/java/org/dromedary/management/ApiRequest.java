package org.dromedary.management;

import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.users.User;

/**
 * What somebody wants who may have it.
 *
 * @param user who asks; fit for a log line
 * @param name the last segment of the path, decoded, where the operation has one
 * @param query parameters behind the question mark
 * @param body text
 * @param upload instead of it, where the operation takes any octets
 */
public record ApiRequest(
    String user,
    Optional<String> name,
    Map<String, List<String>> query,
    String body,
    Optional<Upload> upload) {

  /**
   * Octets that are sent with a request; they are read as they come.
   *
   * @param account of who asks; empty for the command line
   * @param contentType empty when it is not said
   */
  public record Upload(
      Optional<User> account,
      InetAddress client,
      String contentType,
      Optional<String> idempotencyKey,
      InputStream octets) {}

  /** A request with a text, or nothing. */
  public ApiRequest(
      String user, Optional<String> name, Map<String, List<String>> query, String body) {
    this(user, name, query, body, Optional.empty());
  }

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
