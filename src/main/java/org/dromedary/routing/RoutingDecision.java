package org.dromedary.routing;

import java.util.List;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;

/** Where the mail for one recipient goes. */
public sealed interface RoutingDecision {
  Recipient recipient();

  /** To a mailbox of this system. */
  record Local(Recipient recipient, Mailbox mailbox) implements RoutingDecision {}

  /**
   * To a mailing list of this system, or to who serves it.
   *
   * @param list the address to which its members write
   */
  record ToList(Recipient recipient, MailAddress list) implements RoutingDecision {}

  /**
   * To this system; to whom is found out later.
   *
   * @param reply why not now
   */
  record LocalLater(Recipient recipient, SmtpReply reply) implements RoutingDecision {}

  /** To the archive: a copy, of which its sender hears nothing. */
  record Archived(Recipient recipient, Mailbox.Kept mailbox) implements RoutingDecision {}

  /** By SMTP to another system. */
  record Remote(Recipient recipient) implements RoutingDecision {}

  /** Nowhere: the domain is local, the user unknown; the sender must learn of it. */
  record NoSuchMailbox(Recipient recipient) implements RoutingDecision {}

  /** Nowhere for now: a rule of the routing table keeps it back. */
  record Held(Recipient recipient) implements RoutingDecision {}

  /** Nowhere: aliases and rules lead from one to the other; the sender must learn of it. */
  record Loop(Recipient recipient) implements RoutingDecision {}

  /**
   * By a rule of the routing table to others, each of which has a decision of its own.
   *
   * @param rule its name
   * @param copied whether the recipient has a decision as well
   */
  record SentToOthers(Recipient recipient, String rule, List<MailAddress> others, boolean copied)
      implements RoutingDecision {
    public SentToOthers {
      others = List.copyOf(others);
    }
  }
}
