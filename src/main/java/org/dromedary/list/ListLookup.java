package org.dromedary.list;

import java.util.List;
import java.util.function.Supplier;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.LocalRecipient;
import org.dromedary.routing.RecipientLookup;

/**
 * Knows the addresses of lists, before those of mailboxes are looked up.
 *
 * @param lists the current value
 * @param others knows whatever is no list
 */
public record ListLookup(Supplier<MailingLists> lists, RecipientLookup others)
    implements RecipientLookup {

  @Override
  public LocalRecipient of(MailAddress address) {
    return lists.get().find(address).map(ListLookup::found).orElseGet(() -> others.of(address));
  }

  private static LocalRecipient found(ListAddress found) {
    MailingList list = found.list();
    return found.role() == ListRole.OWNER
        ? new LocalRecipient.AliasFound(List.of(list.appearance().owner()))
        : new LocalRecipient.ListFound(list.address());
  }
}
