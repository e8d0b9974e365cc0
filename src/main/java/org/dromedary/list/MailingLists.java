package org.dromedary.list;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dromedary.mail.MailAddress;

/** All lists of {@code lists.yaml}: one immutable value, replaced as a whole. */
public final class MailingLists {
  public static final MailingLists NONE = new MailingLists(List.of());

  private final Map<String, MailingList> lists = new LinkedHashMap<>();
  private final Map<String, ListAddress> addresses = new HashMap<>();

  MailingLists(Collection<MailingList> all) {
    for (MailingList list : all) {
      lists.put(key(list.address()), list);
      for (ListRole role : ListRole.values()) {
        addresses.put(key(role.of(list.address())), new ListAddress(list, role, ""));
      }
    }
  }

  /** In the order of the file. */
  public List<MailingList> all() {
    return List.copyOf(lists.values());
  }

  /** The list that members write to at this address. */
  public Optional<MailingList> list(MailAddress address) {
    return Optional.ofNullable(lists.get(key(address)));
  }

  /** What the address is to a list, if anything. */
  public Optional<ListAddress> find(MailAddress address) {
    ListAddress whole = addresses.get(key(address));
    if (whole != null) {
      return Optional.of(whole).filter(found -> found.role().standsAlone());
    }
    String localPart = address.unquotedLocalPart();
    int plus = localPart.indexOf('+');
    if (plus < 1) {
      return Optional.empty();
    }
    String token = localPart.substring(plus + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(addresses.get(key(localPart.substring(0, plus), address)))
        .filter(found -> found.role().takesToken())
        .map(found -> new ListAddress(found.list(), found.role(), token));
  }

  /** Equal for addresses that are the same here: case does not matter. */
  static String key(MailAddress address) {
    return key(address.unquotedLocalPart(), address);
  }

  private static String key(String localPart, MailAddress address) {
    return localPart.toLowerCase(Locale.ROOT) + "@" + address.domain().ascii();
  }
}
