package org.dromedary.smtp.client;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;

/** Who of the recipients of a transaction is decided, and by what reply. */
final class RecipientResults {
  private final List<Recipient> recipients;
  private final TreeMap<Integer, RecipientResult> decided = new TreeMap<>();

  RecipientResults(List<Recipient> recipients) {
    this.recipients = recipients;
  }

  boolean isAllDecided() {
    return decided.size() == recipients.size();
  }

  /** The reply decides for this recipient, unless one did already. */
  void decide(int recipient, SmtpStage stage, SmtpReply reply) {
    decided.putIfAbsent(
        recipient, new RecipientResult(recipients.get(recipient), stage, reply, ReplyOrigin.PEER));
  }

  /** The reply decides for all that are not decided. */
  void decideRest(SmtpStage stage, SmtpReply reply) {
    for (int i = 0; i < recipients.size(); i++) {
      decide(i, stage, reply);
    }
  }

  /** The reply decides for the first that is not decided. */
  void decideNext(SmtpStage stage, SmtpReply reply) {
    int next = 0;
    while (decided.containsKey(next)) {
      next++;
    }
    decide(next, stage, reply);
  }

  /** What is known when the conversation is over, or ends early with this failure. */
  TransactionResult endedBy(ConversationFailure failure) {
    if (isAllDecided()) {
      return answered();
    }
    List<Recipient> undecided = new ArrayList<>();
    for (int i = 0; i < recipients.size(); i++) {
      if (!decided.containsKey(i)) {
        undecided.add(recipients.get(i));
      }
    }
    return new TransactionResult.Broken(failure, List.copyOf(decided.values()), undecided);
  }

  TransactionResult answered() {
    return new TransactionResult.Answered(List.copyOf(decided.values()));
  }
}
