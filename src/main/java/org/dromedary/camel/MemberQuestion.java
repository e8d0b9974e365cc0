package org.dromedary.camel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.dromedary.list.Memberships;
import org.dromedary.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Asks a route of a team who is a member of a list: the body is the address of the list, the answer
 * a list of addresses, or a text with commas or line ends between them; a row of a table with one
 * column is an address, too. Safe for use by several threads.
 */
public final class MemberQuestion implements Memberships.MemberRoute {
  private final CamelContext camel;
  private final Map<String, RouteQuestion> routes = new ConcurrentHashMap<>();

  public MemberQuestion(CamelContext camel) {
    this.camel = camel;
  }

  @Override
  public List<MailAddress> ask(MailAddress list, String uri) {
    Object answer = routes.computeIfAbsent(uri, each -> new RouteQuestion(camel, each)).ask(list);
    Map<String, MailAddress> members = new LinkedHashMap<>();
    for (String text : texts(answer)) {
      MailAddress member = MailAddress.parse(text);
      members.putIfAbsent(member.toString().toLowerCase(Locale.ROOT), member);
    }
    return List.copyOf(members.values());
  }

  private static List<String> texts(@Nullable Object answer) {
    List<String> texts = new ArrayList<>();
    if (answer instanceof Collection<?> several) {
      several.forEach(each -> texts.addAll(texts(each)));
    } else if (answer instanceof Map<?, ?> row) {
      if (row.size() != 1) {
        throw new IllegalArgumentException("a row of members has one column");
      }
      row.values().forEach(each -> texts.addAll(texts(each)));
    } else if (answer != null) {
      Arrays.stream(answer.toString().split("[,\\r\\n]", -1))
          .map(String::strip)
          .filter(text -> !text.isEmpty())
          .forEach(texts::add);
    }
    return texts;
  }
}
