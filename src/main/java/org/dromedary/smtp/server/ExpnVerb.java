package org.dromedary.smtp.server;

/** EXPN is known and not implemented (RFC 5321 §3.5.2, §7.3). */
final class ExpnVerb implements Verb {
  @Override
  public String name() {
    return "EXPN";
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    return Outcome.answer(argument.isEmpty() ? Replies.ARGUMENT_EXPECTED : Replies.NO_EXPANSION);
  }
}
