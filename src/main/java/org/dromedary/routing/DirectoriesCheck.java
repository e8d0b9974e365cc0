package org.dromedary.routing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.dromedary.routing.LocalRecipient.MailboxFound;

/** No two mailboxes share a directory, none lies inside another's, on any file system. */
final class DirectoriesCheck {
  private final YamlTable table;
  private final NavigableMap<String, String> owners = new TreeMap<>();

  DirectoriesCheck(YamlTable table, boolean postmasterListed) {
    this.table = table;
    if (!postmasterListed) {
      owners.put(key(LocalRecipients.postmaster()), LocalName.POSTMASTER.localPart());
    }
  }

  void check(List<ListedRecipient> listed) {
    for (ListedRecipient entry : listed) {
      if (entry.recipient() instanceof MailboxFound found
          && found.mailbox() instanceof Mailbox.Kept kept) {
        check(entry, kept);
      }
    }
  }

  private void check(ListedRecipient entry, Mailbox.Kept mailbox) {
    String key = key(mailbox);
    // a prefix stands directly before, and what it is a prefix of directly after
    Map.Entry<String, String> before = owners.floorEntry(key);
    Map.Entry<String, String> after = owners.higherEntry(key);
    if (before != null && key.startsWith(before.getKey())) {
      report(entry, mailbox, before.getValue());
    } else if (after != null && after.getKey().startsWith(key)) {
      report(entry, mailbox, after.getValue());
    } else {
      owners.put(key, entry.name().toString());
    }
  }

  private void report(ListedRecipient entry, Mailbox.Kept mailbox, String owner) {
    // the postmaster of one domain may share with the one that every domain has
    if (!entry.name().localPart().equals(owner) || !owner.equals("postmaster")) {
      String problem = "directory '" + mailbox.directory() + "' is that of '" + owner + "'";
      table.problem(entry, problem, "give another directory, or make it an alias of that mailbox");
    }
  }

  private static String key(Mailbox.Kept mailbox) {
    return mailbox.directory().toLowerCase(Locale.ROOT) + "/";
  }
}
