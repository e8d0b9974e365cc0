package org.dromedary.users;

/**
 * Checks names and passwords. It is declared here, and not by a caller, since several have the same
 * users.
 */
@FunctionalInterface
public interface UserStore {

  /**
   * Checks a name and its password, and that the user may do what the role is for. Blocks, for a
   * second or more when the answer is no; meant to be called on a virtual thread. Safe for use by
   * several threads.
   *
   * @param name as the client gave it; any text
   * @param password any text
   */
  Authentication authenticate(String name, String password, Role role);
}
