package org.dromedary.management;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.dromedary.users.Authentication;
import org.dromedary.users.Role;
import org.dromedary.users.User;
import org.dromedary.users.UserStore;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: a user by name and password (RFC 7617), or the command line of this machine by a token
 * (RFC 6750) that only the user of the router can read.
 *
 * @param token of this run
 */
record ApiLogin(UserStore users, String token) {

  /**
   * Who asks.
   *
   * @param account empty for the command line
   */
  record Who(String name, Optional<User> account) {}

  /**
   * Somebody who has the role.
   *
   * @param authorization the field of this name, as it came
   * @throws ApiException when there is nobody, or the user store does not answer
   */
  Who login(@Nullable String authorization, Role role) {
    String[] parts = authorization == null ? new String[0] : authorization.strip().split(" +", 2);
    return switch (parts.length < 2 ? "" : parts[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> byToken(parts[1]);
      case "basic" -> byPassword(parts[1], role);
      default -> throw new ApiException(401, "log in as a user with the role " + role.text());
    };
  }

  private Who byToken(String given) {
    if (MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
      return new Who("the command line", Optional.empty());
    }
    throw new ApiException(401, "the token is not that of this run");
  }

  private Who byPassword(String given, Role role) {
    String[] pair = decoded(given).orElse("").split(":", 2);
    Authentication result = users.authenticate(pair[0], pair.length < 2 ? "" : pair[1], role);
    return switch (result) {
      case Authentication.Authenticated authenticated ->
          new Who(authenticated.user().name().text(), Optional.of(authenticated.user()));
      case Authentication.Rejected rejected ->
          throw new ApiException(401, "wrong, or without the role " + role.text());
      case Authentication.Unavailable unavailable ->
          throw new ApiException(503, "users cannot be authenticated now");
    };
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(
          new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
