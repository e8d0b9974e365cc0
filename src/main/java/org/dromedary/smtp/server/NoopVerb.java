package org.dromedary.smtp.server;

/** NOOP does nothing, with or without an argument (RFC 5321 §4.1.1.9). */
final class NoopVerb implements Verb {
  @Override
  public String name() {
    return "NOOP";
  }

  @Override
  public boolean isAllowedBeforeTls() {
    return true;
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    return Outcome.answer(Replies.OK);
  }
}
