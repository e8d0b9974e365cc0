package org.dromedary.smtp.server;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dromedary.mail.MailOptions;
import org.dromedary.smtp.server.EsmtpParameter.Result;

/**
 * RFC 1870: the size of the mail is known before it comes.
 *
 * @param maximum largest mail in octets
 */
record SizeExtension(long maximum) implements Extension {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}"); // RFC 1870 §3

  @Override
  public String announcement() {
    return "SIZE " + maximum;
  }

  @Override
  public List<EsmtpParameter<MailOptions>> mailParameters() {
    return List.of(new EsmtpParameter<>("SIZE", 26, this::read)); // RFC 1870 §3
  }

  private Result<MailOptions> read(Optional<String> value, MailOptions options) {
    if (!NUMBER.matcher(value.orElse("")).matches()) {
      return EsmtpParameter.malformed();
    }
    // RFC 1870 §6.1: refused now rather than after the data
    return exceedsMaximum(value.orElseThrow())
        ? new Result.Refused<>(Replies.TOO_BIG)
        : new Result.Taken<>(options);
  }

  private boolean exceedsMaximum(String digits) {
    try {
      return Long.parseLong(digits) > maximum;
    } catch (NumberFormatException e) {
      return true; // twenty digits may exceed a long
    }
  }
}
