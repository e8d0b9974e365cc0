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

  public boolean has(Role role) {
    return roles.contains(role);
  }

  /** Whether the user may send mail with this reverse path. */
  public boolean maySendFrom(ReversePath path) {
    return senders.allow(path);
  }
}
