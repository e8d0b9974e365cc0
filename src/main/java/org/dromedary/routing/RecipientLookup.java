package org.dromedary.routing;

import org.dromedary.mail.MailAddress;

/** Says what addresses are whose mail is delivered here. Safe for use by several threads. */
@FunctionalInterface
public interface RecipientLookup {

  /** What the address is, its domain taken for a local one; may block. */
  LocalRecipient of(MailAddress address);
}
