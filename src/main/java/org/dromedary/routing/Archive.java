package org.dromedary.routing;

import java.nio.file.Path;
import java.util.List;
import org.dromedary.mail.MailAddress;

/**
 * The mailbox that keeps a copy of mail.
 *
 * @param mailbox its address, in a local domain: outside, a copy could come back as mail that goes
 *     out again
 * @param incoming whether mail for mailboxes here is kept as well, and not only what goes out
 */
public record Archive(MailAddress mailbox, boolean incoming) {

  /** Its mailbox as the mailboxes file has it; fails unless {@link #checked} has let that pass. */
  public Mailbox.Kept in(LocalRecipients recipients) {
    if (recipients.lookup(mailbox) instanceof LocalRecipient.MailboxFound found
        && found.mailbox() instanceof Mailbox.Kept kept
        && found.forward().isEmpty()) {
      return kept;
    }
    throw new IllegalStateException("the archive " + mailbox + " is not kept here");
  }

  /** The mailboxes file, refused if it does not keep the archive here. */
  public TableResult<LocalRecipients> checked(Path file, TableResult<LocalRecipients> read) {
    if (read instanceof TableResult.Valid<LocalRecipients> valid) {
      try {
        in(valid.value());
      } catch (IllegalStateException e) {
        return new TableResult.Invalid<>(
            List.of(
                FileProblem.of(
                    file.toString(),
                    "the archive "
                        + mailbox
                        + " is not a mailbox with a directory and nothing else",
                    "list it in mailboxes without lmtp, queue, endpoint or forward-to, or change"
                        + " dromedary.archive.mailbox")));
      }
    }
    return read;
  }
}
