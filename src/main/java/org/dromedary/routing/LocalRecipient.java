package org.dromedary.routing;

import java.util.List;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.SmtpReply;

/** What an address of a local domain is. */
public sealed interface LocalRecipient {

  /**
   * Mail for it stays here.
   *
   * @param forward others who get it as well; a local one is known
   */
  record MailboxFound(Mailbox mailbox, List<MailAddress> forward) implements LocalRecipient {
    public MailboxFound {
      forward = List.copyOf(forward);
    }

    /** For nobody else. */
    public MailboxFound(Mailbox mailbox) {
      this(mailbox, List.of());
    }
  }

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

  /**
   * A mailing list, or an address by which a list is served.
   *
   * @param list the address to which its members write
   */
  record ListFound(MailAddress list) implements LocalRecipient {}

  /**
   * It cannot be told now.
   *
   * @param reply why; a transient one
   */
  record Undecided(SmtpReply reply) implements LocalRecipient {}

  /** There is no such user, or the domain is not local. */
  record Unknown() implements LocalRecipient {}
}
