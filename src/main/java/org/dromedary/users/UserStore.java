package org.dromedary.users;

import java.io.IOException;
import java.util.Set;

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

  /**
   * The same for a user who has any of several roles.
   *
   * @param roles at least one
   */
  default Authentication authenticateWithAny(String name, String password, Set<Role> roles) {
    Authentication result = new Authentication.Rejected();
    for (Role role : roles) {
      result = authenticate(name, password, role);
      if (!(result instanceof Authentication.Rejected)) {
        return result;
      }
    }
    return result;
  }

  /**
   * The addresses that a user may send from, who has logged in before.
   *
   * @throws IOException when that cannot be said now
   */
  default Senders sendersOf(UserName user) throws IOException {
    return Senders.NONE;
  }
}
