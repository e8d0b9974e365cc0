package org.dromedary.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.YamlTable.Place;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/**
 * What somebody else's look-up says of a local address, in the words of {@code mailboxes.yaml}: the
 * keys of a mailbox but {@code address}, or {@code to} for an alias; in any case, with {@code _} or
 * {@code -}, lists also as text with commas. So a row of a table or a JSON object can be one.
 */
public final class LookupAnswer {
  private static final List<String> LISTS = List.of("to", "forward-to", "lmtp");

  private LookupAnswer() {}

  /** Whether an address can be a local user's: not by which other systems would route on. */
  public static boolean isUserName(MailAddress address) {
    return !LocalName.of(address).isRoute();
  }

  /**
   * Reads an answer.
   *
   * @param answer a mapping or a list with one; null, an empty text or an empty list for an unknown
   *     address
   * @param endpoints those that an answer may name
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static LocalRecipient of(
      MailAddress address, @Nullable Object answer, EndpointSchemes endpoints) {
    if (answer instanceof LocalRecipient known) {
      return known;
    }
    if (answer instanceof Map<?, ?> values) {
      return entry(address, values, endpoints);
    }
    if (answer instanceof Collection<?> list && list.size() == 1) {
      return of(address, list.iterator().next(), endpoints);
    }
    if (isNothing(answer)) {
      return new LocalRecipient.Unknown();
    }
    throw new IllegalArgumentException("a look-up answers a mapping or nothing");
  }

  private static boolean isNothing(@Nullable Object answer) {
    return answer == null
        || (answer instanceof CharSequence text && text.toString().isBlank())
        || (answer instanceof Collection<?> list && list.isEmpty());
  }

  private static LocalRecipient entry(
      MailAddress address, Map<?, ?> values, EndpointSchemes endpoints) {
    Map<String, Object> entry = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (value != null) {
            String name = key(key);
            entry.put(name, LISTS.contains(name) ? list(value) : value.toString());
          }
        });
    LocalName name = LocalName.of(address);
    entry.put("address", name.withoutSubaddress().orElse(name).toString());
    YamlTable table = new YamlTable("look-up of " + address);
    Place place =
        new Place(
            new StandardRepresenter(DumpSettings.builder().build()).represent(entry), "answer");
    Optional<ListedRecipient> read = new MailboxesReader(table, endpoints).entry(place, entry);
    if (read.isEmpty() || !table.problems().isEmpty()) {
      throw new IllegalArgumentException(
          table.problems().stream()
              .map(problem -> problem.key() + " " + problem.problem())
              .collect(Collectors.joining("; ")));
    }
    return read.get().recipient();
  }

  private static String key(@Nullable Object key) {
    return String.valueOf(key).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<String> list(Object value) {
    List<String> all = new ArrayList<>();
    if (value instanceof Collection<?> several) {
      several.forEach(each -> all.add(String.valueOf(each)));
    } else {
      Arrays.stream(value.toString().split(",", -1)).map(String::strip).forEach(all::add);
    }
    return all;
  }
}
