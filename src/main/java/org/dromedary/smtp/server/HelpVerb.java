package org.dromedary.smtp.server;

/** HELP (RFC 5321 §4.1.1.8). */
final class HelpVerb implements Verb {
  @Override
  public String name() {
    return "HELP";
  }

  @Override
  public boolean isAllowedBeforeTls() {
    return true;
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    return Outcome.answer(Replies.HELP);
  }
}
