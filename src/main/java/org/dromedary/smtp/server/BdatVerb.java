package org.dromedary.smtp.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dromedary.mail.Ascii;
import org.dromedary.mail.SmtpReply;

/** BDAT: a chunk of the mail follows at once, without a reply in between (RFC 3030 §2). */
final class BdatVerb implements Verb {
  private static final String NAME = "BDAT";
  private static final Pattern ARGUMENT = Pattern.compile("([0-9]{1,18})( +LAST)?");

  @Override
  public String name() {
    return NAME;
  }

  /** Whether a line that cannot be read as a command may have been a BDAT all the same. */
  static boolean mayBe(String line) {
    return Ascii.upperCase(line.stripLeading()).startsWith(NAME);
  }

  @Override
  public boolean isAllowedBeforeTls() {
    return true; // it is refused, but its octets must be read away
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    Matcher matcher = ARGUMENT.matcher(Ascii.upperCase(argument));
    if (!matcher.matches()) {
      // nobody knows how many octets follow; they must not be taken for commands
      return new Outcome.End(Replies.BAD_CHUNK_SIZE);
    }
    Optional<SmtpReply> refusal = refusal(dialogue);
    if (refusal.isEmpty()) {
      dialogue.transaction().orElseThrow().receiveChunks();
    }
    return new Outcome.ReceiveChunk(
        Long.parseLong(matcher.group(1)), matcher.group(2) != null, refusal);
  }

  private static Optional<SmtpReply> refusal(Dialogue dialogue) {
    Optional<MailTransaction> transaction = dialogue.transaction();
    if (transaction.isEmpty()) {
      return Optional.of(Replies.MAIL_FIRST);
    }
    return transaction.get().recipientCount() == 0
        ? Optional.of(Replies.NO_VALID_RECIPIENTS)
        : Optional.empty();
  }
}
