package org.dromedary.camel;

import java.io.IOException;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.QueuedMessage;

/** Writes the notification that a mail waits and is still tried (RFC 3464 §2.3.3, delayed). */
public final class ComposeDelayNotice {
  private final NoticeMails mails;

  public ComposeDelayNotice(NoticeMails mails) {
    this.mails = mails;
  }

  /**
   * A new mail to the reverse path, from the null one, to be routed like any other.
   *
   * @throws IOException when the original cannot be read
   */
  public QueuedMessage compose(FollowUp.Warn warn) throws IOException {
    return mails.delay(warn.message(), warn.delays(), warn.until());
  }
}
