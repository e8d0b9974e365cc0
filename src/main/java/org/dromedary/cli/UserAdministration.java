package org.dromedary.cli;

import java.util.List;
import java.util.Map;
import org.dromedary.users.UserAccounts;
import org.dromedary.users.UsersSettings;

/** Finds the users that a router with the same settings would have. */
@FunctionalInterface
public interface UserAdministration {

  /**
   * Reads the settings; nothing is started.
   *
   * @param overrides of {@code --set}, key to value, not yet checked
   */
  Found find(Map<String, String> overrides);

  /** What was found. */
  sealed interface Found {

    /** The users, and the settings that say where they are. */
    record Users(UsersSettings settings, UserAccounts accounts) implements Found {}

    /** Why not: problems of the settings, a line each. */
    record Problems(List<String> lines) implements Found {
      public Problems {
        lines = List.copyOf(lines);
      }
    }
  }
}
