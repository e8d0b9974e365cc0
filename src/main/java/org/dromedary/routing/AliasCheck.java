package org.dromedary.routing;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.LocalRecipient.AliasFound;
import org.dromedary.routing.LocalRecipient.MailboxFound;
import org.dromedary.routing.LocalRecipient.Unknown;

/** Local targets exist, no alias leads back to itself, none reaches too many addresses. */
final class AliasCheck {
  static final int MAXIMUM_ADDRESSES = 1000;

  private final YamlTable table;
  private final LocalRecipients recipients;

  AliasCheck(YamlTable table, LocalRecipients recipients) {
    this.table = table;
    this.recipients = recipients;
  }

  void check(List<ListedRecipient> listed) {
    for (ListedRecipient entry : listed) {
      if (entry.recipient() instanceof AliasFound alias) {
        alias.targets().forEach(target -> checkTarget(entry, target));
        checkReach(entry, alias.targets());
      } else if (entry.recipient() instanceof MailboxFound mailbox) {
        mailbox.forward().forEach(target -> checkTarget(entry, target)); // ends there: it is kept
      }
    }
  }

  private void checkTarget(ListedRecipient entry, MailAddress target) {
    if (recipients.isLocal(target.domain()) && recipients.lookup(target) instanceof Unknown) {
      table.problem(
          entry, "target '" + target + "' is not known here", "add a mailbox or alias for it");
    }
  }

  private void checkReach(ListedRecipient entry, List<MailAddress> targets) {
    Set<MailAddress> seen = new HashSet<>();
    Queue<MailAddress> waiting = new ArrayDeque<>(targets);
    for (MailAddress next = waiting.poll(); next != null; next = waiting.poll()) {
      if (recipients.entryOf(next).equals(Optional.of(entry.name()))) {
        table.problem(entry, "the alias leads back to itself", "break the loop");
        return;
      }
      if (seen.size() == MAXIMUM_ADDRESSES && !seen.contains(next)) {
        String problem = "the alias reaches more than " + MAXIMUM_ADDRESSES + " addresses";
        table.problem(entry, problem, "use a mailing list");
        return;
      }
      if (seen.add(next) && recipients.lookup(next) instanceof AliasFound more) {
        waiting.addAll(more.targets());
      }
    }
  }
}
