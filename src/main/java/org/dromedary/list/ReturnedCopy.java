package org.dromedary.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dromedary.mail.MailContent;

/** Whether a mail to a member's reverse path says that the member cannot be reached. */
final class ReturnedCopy {
  private static final int LOOKED_AT = 128 << 10;

  /** RFC 3464 §2.3.3. */
  private static final Pattern ACTION =
      Pattern.compile("(?im)^Action[ \\t]*:[ \\t]*([a-z]+)[ \\t]*\\r?$");

  private ReturnedCopy() {}

  /**
   * A delivery status notification counts when it says failed, or nothing that can be read; any
   * other mail unless a program answers the member's mail (RFC 3834: absence notices go there,
   * too).
   */
  static boolean counts(MailContent content, MailFields header) throws IOException {
    String type = header.values("content-type").findFirst().orElse("").toLowerCase(Locale.ROOT);
    if (!type.startsWith("multipart/report")) {
      return !header.isAutomatic();
    }
    if (!type.contains("delivery-status")) {
      return false; // a receipt
    }
    boolean any = false;
    try (InputStream in = content.open()) {
      Matcher actions = ACTION.matcher(new String(in.readNBytes(LOOKED_AT), ISO_8859_1));
      while (actions.find()) {
        if (actions.group(1).equalsIgnoreCase("failed")) {
          return true;
        }
        any = true;
      }
    }
    return !any;
  }
}
