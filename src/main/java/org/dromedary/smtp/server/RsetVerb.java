package org.dromedary.smtp.server;

/** RSET drops the transaction (RFC 5321 §4.1.1.5). */
final class RsetVerb implements Verb {
  @Override
  public String name() {
    return "RSET";
  }

  @Override
  public boolean isAllowedBeforeTls() {
    return true;
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    if (!argument.isEmpty()) {
      return Outcome.answer(Replies.NO_ARGUMENT_EXPECTED);
    }
    dialogue.endTransaction();
    return Outcome.answer(Replies.OK);
  }
}
