package org.dromedary.smtp.server;

/** QUIT ends the session (RFC 5321 §4.1.1.10). */
final class QuitVerb implements Verb {
  @Override
  public String name() {
    return "QUIT";
  }

  @Override
  public boolean isAllowedBeforeTls() {
    return true;
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    return argument.isEmpty()
        ? new Outcome.Leave(Replies.BYE)
        : Outcome.answer(Replies.NO_ARGUMENT_EXPECTED);
  }
}
