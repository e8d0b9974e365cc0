package org.dromedary.users;

import java.util.Set;
import org.dromedary.mail.ReversePath;

/**
 * Somebody who has logged in.
 *
 * @param name as it is known here; fit for a log line and a trace field
 */
public record User(UserName name, Set<Role> roles, Senders senders) {
  public User {
    roles = Set.copyOf(roles);
  }

  /** Whether the user has the role; who changes the router may look at it, too. */
  public boolean has(Role role) {
    return roles.contains(role) || (role == Role.VIEWER && roles.contains(Role.OPERATOR));
  }

  /** Whether the user may send mail with this reverse path. */
  public boolean maySendFrom(ReversePath path) {
    return senders.allow(path);
  }
}
