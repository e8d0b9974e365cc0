package org.dromedary.users;

/** What comes of a login. */
public sealed interface Authentication {

  /** Name and password are right. */
  record Authenticated(User user) implements Authentication {}

  /** They are not; whether there is such a user is not told. */
  record Rejected() implements Authentication {}

  /**
   * Nobody knows: the client may try again later.
   *
   * @param logDetail what is broken, for the operator and never for the client
   */
  record Unavailable(String logDetail) implements Authentication {}
}
