package org.dromedary.smtp.server;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Xtext;

/**
 * RFC 4954: users say who they are. Only under TLS, and no longer when it is done.
 *
 * @param onRelay whether a relay listener offers it too
 */
record AuthExtension(boolean onRelay) implements Extension {
  @Override
  public boolean isOffered(Dialogue dialogue) {
    return isInForce(dialogue) && dialogue.user().isEmpty();
  }

  @Override
  public boolean isInForce(Dialogue dialogue) {
    return dialogue.isSecure() && (onRelay || dialogue.listener().requiresAuthentication());
  }

  @Override
  public String announcement() {
    return Arrays.stream(SaslMechanism.values())
        .map(SaslMechanism::name)
        .collect(Collectors.joining(" ", "AUTH ", ""));
  }

  @Override
  public List<EsmtpParameter<MailOptions>> mailParameters() {
    // RFC 4954 §5: who first submitted the mail; nobody is trusted to say so, and it goes no
    // further
    return List.of(
        EsmtpParameter.withValue("AUTH", 500, (value, options) -> checked(value, options)));
  }

  private static MailOptions checked(String xtext, MailOptions options) {
    String text = Xtext.decode(xtext);
    if (!text.equals("<>")) {
      MailAddress.parse(text);
    }
    return options;
  }
}
