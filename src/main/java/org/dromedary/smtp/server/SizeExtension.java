package org.dromedary.smtp.server;

import java.util.Optional;
import java.util.regex.Pattern;
import org.dromedary.mail.MailOptions;

/**
 * RFC 1870: the size of the mail is known before it comes.
 *
 * @param maximum largest mail in octets
 */
record SizeExtension(long maximum) implements Extension, MailParameter {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,20}"); // RFC 1870 §3

  @Override
  public Optional<String> announcement(Dialogue dialogue) {
    return Optional.of("SIZE " + maximum);
  }

  @Override
  public Optional<MailParameter> mailParameter() {
    return Optional.of(this);
  }

  @Override
  public String keyword() {
    return "SIZE";
  }

  @Override
  public int octets() {
    return 26; // RFC 1870 §3
  }

  @Override
  public Result read(Optional<String> value, MailOptions options) {
    if (!NUMBER.matcher(value.orElse("")).matches()) {
      return new Result.Refused(Replies.BAD_PARAMETER);
    }
    // RFC 1870 §6.1: refused now rather than after the data
    return exceedsMaximum(value.orElseThrow())
        ? new Result.Refused(Replies.TOO_BIG)
        : new Result.Taken(options);
  }

  private boolean exceedsMaximum(String digits) {
    try {
      return Long.parseLong(digits) > maximum;
    } catch (NumberFormatException e) {
      return true; // twenty digits may exceed a long
    }
  }
}
