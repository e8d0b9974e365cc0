package org.dromedary.local;

import java.io.IOException;
import java.util.Locale;
import org.dromedary.mail.SmtpReply;

/**
 * What an I/O error means for a delivery: always to be tried again.
 *
 * @param reply for the sender, without paths
 * @param detail for the log, without control characters
 */
record DiskFailure(SmtpReply reply, String detail) {
  static DiskFailure of(IOException e) {
    String detail = String.valueOf(e).replaceAll("\\p{Cntrl}", "?");
    String lower = detail.toLowerCase(Locale.ROOT);
    // Java gives no error number; these are the C library's texts for EDQUOT and ENOSPC
    if (lower.contains("quota exceeded")) {
      // RFC 3463 §3.3: X.2.2 mailbox full
      return new DiskFailure(SmtpReply.of(452, "4.2.2", "mailbox is full"), detail);
    }
    if (lower.contains("no space left")) {
      // RFC 3463 §3.4: X.3.1 mail system full
      return new DiskFailure(SmtpReply.of(452, "4.3.1", "no space to store the mail"), detail);
    }
    // RFC 3463 §3.4: X.3.0 other mail system status
    return new DiskFailure(SmtpReply.of(451, "4.3.0", "cannot store the mail for now"), detail);
  }
}
