package org.dromedary.smtp.server;

/** STARTTLS: after the reply everything is encrypted (RFC 3207 §4). */
final class StartTlsVerb implements Verb {
  @Override
  public String name() {
    return "STARTTLS";
  }

  @Override
  public boolean isSynchronizationPoint() {
    return true; // RFC 3207 §4: what is pipelined behind it could be anybody's
  }

  @Override
  public boolean isAllowedBeforeTls() {
    return true;
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    if (!argument.isEmpty()) {
      return Outcome.answer(Replies.NO_ARGUMENT_EXPECTED); // RFC 3207 §4
    }
    if (dialogue.isSecure()) {
      return Outcome.answer(Replies.TLS_ACTIVE); // RFC 3207 §4.2
    }
    if (dialogue.client().isEmpty()) {
      return Outcome.answer(Replies.EHLO_FIRST);
    }
    if (dialogue.transaction().isPresent()) {
      return Outcome.answer(Replies.NOT_IN_TRANSACTION);
    }
    return new Outcome.StartTls();
  }
}
