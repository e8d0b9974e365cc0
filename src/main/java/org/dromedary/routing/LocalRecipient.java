package org.dromedary.routing;

import java.util.List;
import org.dromedary.mail.MailAddress;

/** What an address of a local domain is. */
public sealed interface LocalRecipient {

  /** Mail for it is kept here. */
  record MailboxFound(Mailbox mailbox) implements LocalRecipient {}

  /**
   * Mail for it goes to other addresses, local or remote (RFC 5321 §3.9.1).
   *
   * @param targets at least one; a local one is known
   */
  record AliasFound(List<MailAddress> targets) implements LocalRecipient {
    public AliasFound {
      targets = List.copyOf(targets);
    }
  }

  /** There is no such user, or the domain is not local. */
  record Unknown() implements LocalRecipient {}
}
