package org.dromedary.dsn;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dromedary.mail.EnhancedStatusCode;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;

/**
 * One recipient that a notification tells of.
 *
 * @param relay who answered: {@code mx.example.com[192.0.2.1]:25}, another text, or {@code none}
 * @param reply the peer's, or ours when no peer gave one; not 3yz
 * @param lastAttempt when that was
 */
public record ReportedRecipient(
    Recipient recipient, String relay, SmtpReply reply, Instant lastAttempt) {
  private static final Pattern REMOTE =
      Pattern.compile("([A-Za-z0-9_.-]{0,255})(\\[[0-9A-Fa-f:.]{2,45}\\]):\\d{1,5}");

  public ReportedRecipient {
    if (reply.code().isPositiveIntermediate()) {
      throw new IllegalArgumentException("a recipient is reported with a final reply");
    }
  }

  /** Whether the recipient has the mail. */
  boolean isSuccess() {
    return reply.code().isPositiveCompletion();
  }

  /** The remote system that answered, if one did: its name, or its address in brackets. */
  Optional<String> remoteName() {
    Matcher matcher = REMOTE.matcher(relay);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(matcher.group(matcher.group(1).isEmpty() ? 2 : 1));
  }

  /** The status of the reply; if it has none or one of another class, the class's general one. */
  EnhancedStatusCode status() {
    int classDigit = reply.code().value() / 100;
    return reply
        .status()
        // RFC 2034 §4: the class must be the first digit of the reply code
        .filter(status -> status.classDigit() == classDigit)
        .orElse(new EnhancedStatusCode(classDigit, 0, 0));
  }
}
