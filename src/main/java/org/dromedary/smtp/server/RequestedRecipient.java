package org.dromedary.smtp.server;

import java.util.Optional;
import org.dromedary.mail.Notify;
import org.dromedary.mail.OriginalRecipient;
import org.dromedary.mail.Recipient;

/**
 * A recipient while the parameters of its RCPT are read.
 *
 * @param smtpUtf8 whether the transaction allows characters beyond ASCII (RFC 6531)
 */
record RequestedRecipient(Recipient recipient, boolean smtpUtf8) {

  RequestedRecipient withNotify(Notify notify) {
    return new RequestedRecipient(
        new Recipient(recipient.forwardPath(), Optional.of(notify), recipient.original()),
        smtpUtf8);
  }

  RequestedRecipient withOriginal(OriginalRecipient original) {
    return new RequestedRecipient(
        new Recipient(recipient.forwardPath(), recipient.notifyOn(), Optional.of(original)),
        smtpUtf8);
  }
}
