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
 * @param tooLarge whether it was wanted and is too large for that
 * @param odd whether it was wanted and has lines that cannot be sent back
 */
record ReturnedMail(
    HeaderSection header, Optional<WholeMail> whole, boolean tooLarge, boolean odd) {
  static ReturnedMail of(Notice notice, ReturnSettings settings) throws IOException {
    HeaderSection header = HeaderSection.of(notice.mail().content());
    if (!isWanted(notice, settings)) {
      return new ReturnedMail(header, Optional.empty(), false, false);
    }
    if (notice.mail().content().size() > settings.maximumOctets()) {
      return new ReturnedMail(header, Optional.empty(), true, false);
    }
    Optional<WholeMail> whole = WholeMail.of(notice.mail());
    return new ReturnedMail(header, whole, false, whole.isEmpty());
  }

  /** Whether nothing goes back: the sender does not say, and we do not care to. */
  static boolean isNothing(Notice notice, ReturnSettings settings) {
    return notice.mail().envelope().options().ret().isEmpty()
        && settings.part() == ReturnSettings.Part.NONE;
  }

  /** Whether the header section goes back, and not all of it. */
  boolean isCut() {
    return whole.isEmpty() && header.truncated();
  }

  private static boolean isWanted(Notice notice, ReturnSettings settings) {
    MailOptions options = notice.mail().envelope().options();
    boolean full =
        options
            .ret()
            .map(ret -> ret == Ret.FULL)
            .orElse(settings.part() == ReturnSettings.Part.FULL);
    return full
        // RFC 3461 §4.3: RET is about failures
        && notice.kind() == NotificationKind.FAILURE
        // RFC 8689 §5: as if RET=HDRS was given
        && !options.requireTls();
  }
}
