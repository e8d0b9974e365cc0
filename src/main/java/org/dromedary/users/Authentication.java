package org.dromedary.users;

/** What comes of a login. */
public sealed interface Authentication {

  /** Name and password are right, and the user has the role. */
  record Authenticated(User user) implements Authentication {}

  /** They are not, or it has not; which of these is not told, by the time it takes neither. */
  record Rejected() implements Authentication {}

  /**
   * Nobody knows: the client may try again later.
   *
   * @param logDetail what is broken, for the operator and never for the client
   */
  record Unavailable(String logDetail) implements Authentication {}
}
