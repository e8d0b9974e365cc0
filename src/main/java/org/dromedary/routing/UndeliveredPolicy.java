package org.dromedary.routing;

import org.dromedary.mail.MailAddress;

/** Says what becomes of mail for unknown users. Safe for use by several threads. */
@FunctionalInterface
public interface UndeliveredPolicy {

  /** What becomes of mail for an address that was looked up and is not known; may block. */
  Undelivered of(MailAddress address);
}
