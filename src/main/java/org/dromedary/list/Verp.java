package org.dromedary.list;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.ReversePath;

/**
 * Variable reverse paths: each member's copy has its own, so that what comes back says whose it
 * was, whatever is written in it. Safe for use by several threads.
 */
final class Verp {
  private final ListTokens tokens;
  private volatile Known known = new Known("", List.of(), Map.of());

  /** The members of a list by their tokens, of the list that was asked for last. */
  private record Known(String list, List<MailAddress> members, Map<String, MailAddress> byToken) {}

  Verp(ListTokens tokens) {
    this.tokens = tokens;
  }

  /** {@code <dev-bounces+TOKEN@example.org>}. */
  ReversePath path(MailingList list, MailAddress member) {
    return ReversePath.of(ListRole.BOUNCES.of(list.address(), tokens.member(list, member)));
  }

  /** The member that a token is of; empty when it is nobody's, or no longer. */
  Optional<MailAddress> member(MailingList list, List<MailAddress> members, String token) {
    String key = MailingLists.key(list.address());
    Known current = known;
    if (!current.list().equals(key) || !current.members().equals(members)) {
      Map<String, MailAddress> byToken = new HashMap<>();
      members.forEach(each -> byToken.put(tokens.member(list, each), each));
      current = new Known(key, List.copyOf(members), byToken);
      known = current;
    }
    return Optional.ofNullable(current.byToken().get(token));
  }
}
