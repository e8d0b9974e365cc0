package org.dromedary.routing;

import java.util.List;

/** What reading a mailboxes file gave. */
public sealed interface MailboxesResult {

  /** The file is right. */
  record Valid(LocalRecipients recipients) implements MailboxesResult {}

  /**
   * The file is not used.
   *
   * @param problems all of them, at least one
   */
  record Invalid(List<FileProblem> problems) implements MailboxesResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
