package org.dromedary.routing;

import java.util.List;
import org.dromedary.mail.MailAddress;

/**
 * Others get the mail as well; the rules behind it decide how it goes on.
 *
 * @param addresses at least one
 */
public record CopyTo(List<MailAddress> addresses) implements RuleAction {
  public CopyTo {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a copy needs an address");
    }
  }
}
