package org.dromedary.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import org.dromedary.users.Authentication;
import org.dromedary.users.Role;
import org.dromedary.users.User;
import org.dromedary.users.UserStore;

/** Logs in at the console: who may look, and who may change things. */
record ConsoleLogin(UserStore users, ConsoleSessions sessions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Session(User user, String token) {}

  /**
   * Begins a session. Blocks.
   *
   * @param body of the login page: {@code username} and {@code password}
   * @throws ApiException when there is no such user, or no room
   */
  Session logIn(String body) {
    JsonNode pair = parsed(body);
    Authentication result =
        users.authenticate(
            pair.path("username").asText(), pair.path("password").asText(), Role.VIEWER);
    User user =
        switch (result) {
          case Authentication.Authenticated authenticated -> authenticated.user();
          case Authentication.Rejected rejected ->
              throw new ApiException(403, "wrong, or without the role " + Role.VIEWER.text());
          case Authentication.Unavailable unavailable ->
              throw new ApiException(503, "users cannot be authenticated now");
        };
    return new Session(
        user,
        sessions
            .begin(user)
            .orElseThrow(() -> new ApiException(503, "too many users are logged in")));
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new ApiException(400, "not JSON");
    }
  }

  Optional<User> user(String token) {
    return sessions.user(token);
  }

  void logOut(String token) {
    sessions.end(token);
  }

  /** As the pages want it. */
  static String json(User user) {
    return TextNode.valueOf(user.name().text()).toString();
  }
}
