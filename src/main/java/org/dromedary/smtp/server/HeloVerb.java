package org.dromedary.smtp.server;

import java.util.regex.Pattern;
import org.dromedary.mail.Domain;
import org.dromedary.mail.SmtpReply;

/** HELO (RFC 5321 §4.1.1.1). */
final class HeloVerb implements Verb {
  /**
   * Names that clients use, right or wrong: RFC 5321 §4.1.4 forbids to refuse mail for a name that
   * cannot be verified. Nothing that could end or nest a comment of Received.
   */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");

  private final SmtpReply greeting;

  HeloVerb(Domain hostname) {
    greeting = SmtpReply.of(250, hostname.ascii()); // RFC 2034 §4: no status here
  }

  static boolean isName(String argument) {
    return NAME.matcher(argument).matches();
  }

  @Override
  public String name() {
    return "HELO";
  }

  @Override
  public boolean isSynchronizationPoint() {
    return true; // who says HELO does not know of PIPELINING
  }

  @Override
  public boolean isAllowedBeforeTls() {
    return true;
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    if (!isName(argument)) {
      return Outcome.answer(Replies.BAD_HELO);
    }
    dialogue.introduce(argument, false);
    return Outcome.answer(greeting);
  }
}
