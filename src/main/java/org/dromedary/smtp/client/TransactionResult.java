package org.dromedary.smtp.client;

import java.util.List;
import org.dromedary.mail.Recipient;

/** What became of one mail transaction. */
public sealed interface TransactionResult {

  /** The recipients that a reply decided for, in the order of the envelope. */
  List<RecipientResult> results();

  /** Every recipient has its reply. */
  record Answered(List<RecipientResult> results) implements TransactionResult {
    public Answered {
      results = List.copyOf(results);
    }
  }

  /**
   * The conversation broke; what was known by then stays true.
   *
   * @param undecided the recipients to whom {@code failure} happened; at least one
   */
  record Broken(
      ConversationFailure failure, List<RecipientResult> results, List<Recipient> undecided)
      implements TransactionResult {
    public Broken {
      results = List.copyOf(results);
      undecided = List.copyOf(undecided);
    }
  }
}
