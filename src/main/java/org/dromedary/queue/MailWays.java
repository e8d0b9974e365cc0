package org.dromedary.queue;

import java.util.Set;
import org.dromedary.mail.QueueId;

/** Asks the routing table, and who delivers. Safe for use by several threads; does not block. */
public interface MailWays {

  /** How a mail goes on that is to be sent; of a mail with many recipients these may be several. */
  Set<MailWay> of(QueuedMessage mail);

  /** Mails that are being delivered and still wait for a connection. */
  Set<QueueId> ready();

  /** Next hops that could not be reached are tried again at once. */
  void reopen();
}
