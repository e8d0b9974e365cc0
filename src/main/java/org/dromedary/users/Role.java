package org.dromedary.users;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a user is here for; a user may have several roles or none. */
public enum Role {
  /** Sends mail by SMTP. */
  SUBMIT,
  /** An application that sends mail by the broker and hears of it. */
  APP,
  /** Looks at the router. */
  VIEWER,
  /** Changes what the router does. */
  OPERATOR,
  /** A router whose mail is at the broker of another process: it may do everything there. */
  ROUTER;

  /** As files and LDAP write it: {@code submit}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of this name, whatever its case. */
  static Optional<Role> of(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equalsIgnoreCase(text)).findAny();
  }

  /**
   * The role of this name, whatever its case.
   *
   * @throws IllegalArgumentException naming the roles there are
   */
  public static Role parse(String text) {
    return of(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the roles are "
                        + Arrays.stream(values())
                            .map(Role::text)
                            .collect(Collectors.joining(", "))));
  }
}
