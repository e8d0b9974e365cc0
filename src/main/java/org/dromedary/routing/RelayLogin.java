package org.dromedary.routing;

/**
 * How we tell a relay who we are (RFC 4954).
 *
 * @param user the authentication identity; without control characters
 * @param kind what the secret is
 * @param unverified whether the secret is given to a server that has not proved by TLS who it is
 */
public record RelayLogin(String user, Kind kind, SecretReference secret, boolean unverified) {

  /** What a secret is. */
  public enum Kind {
    PASSWORD,
    /** An access token of OAuth 2.0. */
    TOKEN
  }

  public RelayLogin {
    requireUser(user);
  }

  /**
   * The same text.
   *
   * @throws IllegalArgumentException when it cannot be a user
   */
  static String requireUser(String text) {
    if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("empty, or has control characters");
    }
    return text;
  }
}
