package org.dromedary.camel;

import java.io.IOException;
import org.dromedary.dsn.NotificationKind;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.QueuedMessage;

/** Writes the notification of success that a sender asked for (RFC 3461 §5.2.2, §5.2.3). */
public final class ComposeSuccessNotice {
  private final NoticeMails mails;

  public ComposeSuccessNotice(NoticeMails mails) {
    this.mails = mails;
  }

  /**
   * A new mail to the reverse path, from the null one, to be routed like any other.
   *
   * @throws IOException when the original cannot be read
   */
  public QueuedMessage compose(FollowUp.Confirm confirm) throws IOException {
    return mails.about(confirm.message(), kind(confirm), confirm.deliveries());
  }

  /** Whether they have it, or a relay does. */
  public static NotificationKind kind(FollowUp.Confirm confirm) {
    return switch (confirm.stage()) {
      case ROUTE, LOCAL -> NotificationKind.DELIVERED;
      case REMOTE -> NotificationKind.RELAYED;
    };
  }
}
