package org.dromedary.smtp.server;

/** VRFY tells nobody which addresses exist (RFC 5321 §3.5.3, §7.3). */
final class VrfyVerb implements Verb {
  @Override
  public String name() {
    return "VRFY";
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    return Outcome.answer(argument.isEmpty() ? Replies.ARGUMENT_EXPECTED : Replies.CANNOT_VERIFY);
  }
}
