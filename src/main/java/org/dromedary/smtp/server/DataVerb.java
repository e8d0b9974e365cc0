package org.dromedary.smtp.server;

import java.util.Optional;

/** DATA: the mail follows (RFC 5321 §4.1.1.4). */
final class DataVerb implements Verb {
  @Override
  public String name() {
    return "DATA";
  }

  @Override
  public boolean isSynchronizationPoint() {
    return true; // RFC 2920 §3.1
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    if (!argument.isEmpty()) {
      return Outcome.answer(Replies.NO_ARGUMENT_EXPECTED);
    }
    Optional<MailTransaction> transaction = dialogue.transaction();
    if (transaction.isEmpty()) {
      return Outcome.answer(Replies.MAIL_FIRST); // RFC 5321 §3.3
    }
    if (transaction.get().isReceivingChunks()) {
      return Outcome.answer(Replies.CHUNKS_BEGAN); // RFC 3030 §2
    }
    if (transaction.get().recipientCount() == 0) {
      return Outcome.answer(Replies.NO_VALID_RECIPIENTS); // RFC 5321 §3.3
    }
    return new Outcome.ReceiveData();
  }
}
