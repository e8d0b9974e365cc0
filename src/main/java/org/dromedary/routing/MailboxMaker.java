package org.dromedary.routing;

import java.util.Optional;
import org.dromedary.mail.MailAddress;

/** Makes mailboxes for users who are not known. Safe for use by several threads. */
@FunctionalInterface
public interface MailboxMaker {

  /**
   * Makes one; it is on stable storage when this returns.
   *
   * @param template the name of a mailbox whose settings it gets
   * @return empty when there may be none for this address, or not now
   */
  Optional<Mailbox> make(MailAddress address, String template);
}
