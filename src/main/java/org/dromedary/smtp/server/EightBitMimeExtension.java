package org.dromedary.smtp.server;

import java.util.Arrays;
import java.util.Optional;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.MailOptions;

/** RFC 6152: octets above 127 in mail data. They pass in any case, as they came. */
record EightBitMimeExtension() implements Extension, MailParameter {
  @Override
  public Optional<String> announcement(Dialogue dialogue) {
    return Optional.of("8BITMIME");
  }

  @Override
  public Optional<MailParameter> mailParameter() {
    return Optional.of(this);
  }

  @Override
  public String keyword() {
    return "BODY";
  }

  @Override
  public int octets() {
    return 17; // RFC 6152 §2
  }

  @Override
  public Result read(Optional<String> value, MailOptions options) {
    return Arrays.stream(BodyType.values())
        .filter(body -> body.keyword().equalsIgnoreCase(value.orElse("")))
        .findFirst()
        .<Result>map(body -> new Result.Taken(options.withBody(body)))
        .orElse(new Result.Refused(Replies.BAD_PARAMETER));
  }
}
