package org.dromedary.smtp.server;

import java.util.Arrays;
import java.util.List;
import org.dromedary.mail.Ascii;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.MailOptions;

/** RFC 6152: octets above 127 in mail data. They pass in any case, as they came. */
record EightBitMimeExtension() implements Extension {
  @Override
  public String announcement() {
    return "8BITMIME";
  }

  @Override
  public List<EsmtpParameter<MailOptions>> mailParameters() {
    return List.of(
        EsmtpParameter.withValue(
            "BODY", 17, (value, options) -> options.withBody(body(value)))); // RFC 6152 §2
  }

  private static BodyType body(String value) {
    return Arrays.stream(BodyType.values())
        .filter(body -> body.keyword().equals(Ascii.upperCase(value)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such type of body"));
  }
}
