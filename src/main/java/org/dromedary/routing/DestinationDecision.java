package org.dromedary.routing;

import org.dromedary.mail.MailAddress;

/**
 * Says of an address whether it is local or remote. Asked at RCPT and again when a queued mail is
 * routed; by default the local domains decide. May block.
 */
@FunctionalInterface
public interface DestinationDecision {
  Destination of(MailAddress address);
}
