package org.dromedary.routing;

import org.dromedary.mail.Recipient;

/** Where the mail for one recipient goes. */
public sealed interface RoutingDecision {
  Recipient recipient();

  /** To a mailbox of this system. */
  record Local(Recipient recipient, Mailbox mailbox) implements RoutingDecision {}

  /** By SMTP to another system. */
  record Remote(Recipient recipient) implements RoutingDecision {}

  /** Nowhere: the domain is local, the user unknown; the sender must learn of it. */
  record NoSuchMailbox(Recipient recipient) implements RoutingDecision {}
}
