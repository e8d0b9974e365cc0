package org.dromedary.dsn;

import java.io.IOException;
import java.util.Optional;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Ret;

/**
 * What goes back of a mail: its header section, or the whole of it if the sender wants that and it
 * may be (RFC 3461 §4.3, §6.2).
 *
 * @param whole empty when only the header section goes back
 * @param remark what the sender should know about it; continues a sentence
 */
record ReturnedMail(HeaderSection header, Optional<WholeMail> whole, String remark) {
  /** RFC 3461 §6.2: a length of our choice. */
  static final int MAXIMUM_OCTETS = 1 << 20;

  static ReturnedMail of(Notice notice) throws IOException {
    HeaderSection header = HeaderSection.of(notice.mail().content());
    String cut = header.truncated() ? "; the header\r\nwas too long and is cut" : "";
    if (!isWanted(notice)) {
      return new ReturnedMail(header, Optional.empty(), cut);
    }
    if (notice.mail().content().size() > MAXIMUM_OCTETS) {
      String tooLarge = "; the mail\r\nis too large to be returned";
      return new ReturnedMail(header, Optional.empty(), tooLarge + cut);
    }
    Optional<WholeMail> whole = WholeMail.of(notice.mail());
    String odd = "; the mail\r\nhas odd lines and cannot be returned";
    return new ReturnedMail(header, whole, whole.isPresent() ? "" : odd + cut);
  }

  private static boolean isWanted(Notice notice) {
    MailOptions options = notice.mail().envelope().options();
    return options.ret().equals(Optional.of(Ret.FULL))
        // RFC 3461 §4.3: RET is about failures
        && notice.kind() == NotificationKind.FAILURE
        // RFC 8689 §5: as if RET=HDRS was given
        && !options.requireTls();
  }
}
