package org.dromedary.list;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.OctetCount;
import org.dromedary.routing.YamlTable;
import org.dromedary.routing.YamlTable.Place;

/** Each list of a file, and that no two get in each other's way. For one thread. */
final class ListReader {
  private static final List<String> KEYS =
      List.of(
          "address",
          "owner",
          "description",
          "members",
          "members-route",
          "posting",
          "subscription",
          "subject-tag",
          "maximum-size",
          "bounces",
          "unsubscribe-url");
  private static final String ADDRESS_REMEDY = "write user@domain";
  private static final int USUAL_BOUNCES = 5;
  private static final int MOST_BOUNCES = Memberships.WINDOW_DAYS;

  /** RFC 5321 §4.5.3.1.1: suffix and token must fit into 64 octets, too. */
  private static final int MAXIMUM_NAME = 64 - ListRole.MAXIMUM_SUFFIX;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+=@-]{0,127}");
  private static final Pattern ROUTE = Pattern.compile("direct:[A-Za-z0-9][A-Za-z0-9._-]{0,100}");
  private static final Pattern TAG = Pattern.compile("[!-~](?:[ -~]{0,38}[!-~])?");
  private static final Pattern PHRASE = Pattern.compile("[^\\p{Cntrl}\\u0080-\\u009f]{1,100}");
  private static final Pattern URL = Pattern.compile("https://[!-~&&[^<>\"\\\\^`|]]{1,700}");

  private final YamlTable table;
  private final Set<Domain> localDomains;
  private final Set<String> addresses = new HashSet<>();
  private final Set<String> files = new HashSet<>();

  ListReader(YamlTable table, Set<Domain> localDomains) {
    this.table = table;
    this.localDomains = localDomains;
  }

  Optional<MailingList> list(Place entry) {
    Map<String, Place> values = table.mapping(entry, KEYS);
    Optional<MailAddress> address =
        table
            .required(entry, values, "address")
            .flatMap(place -> table.text(place, ADDRESS_REMEDY, this::address));
    address.ifPresent(listed -> checkAddresses(entry, listed));
    Optional<MailAddress> owner =
        table
            .required(entry, values, "owner")
            .flatMap(place -> table.text(place, ADDRESS_REMEDY, MailAddress::parse));
    Optional<MemberSource> members = members(entry, values, address);
    MailingList.Rules rules = rules(values);
    Optional<String> description = description(values);
    Optional<String> tag = subjectTag(values);
    Optional<String> url = unsubscribeUrl(values);
    return address.flatMap(
        listed ->
            owner.flatMap(
                human ->
                    members.map(
                        source ->
                            new MailingList(
                                listed,
                                source,
                                rules,
                                new MailingList.Appearance(human, description, tag, url)))));
  }

  private static Optional<Place> value(Map<String, Place> values, String key) {
    return Optional.ofNullable(values.get(key));
  }

  private MailAddress address(String text) {
    MailAddress address = MailAddress.parse(text.toLowerCase(Locale.ROOT));
    if (!NAME.matcher(address.localPart()).matches() || address.isInternationalized()) {
      throw new IllegalArgumentException("a list is named by letters, digits and . _ -");
    }
    if (address.localPart().equals("postmaster")) { // RFC 5321 §4.5.1: reached by anybody
      throw new IllegalArgumentException("postmaster is a human");
    }
    if (address.localPart().length() > MAXIMUM_NAME) {
      throw new IllegalArgumentException("longer than " + MAXIMUM_NAME + " characters before @");
    }
    if (!localDomains.contains(address.domain())) {
      throw new IllegalArgumentException("the domain is none of dromedary.local-domains");
    }
    return address;
  }

  private void checkAddresses(Place entry, MailAddress listed) {
    for (ListRole role : ListRole.values()) {
      MailAddress address = role.of(listed);
      if (!addresses.add(MailingLists.key(address))) {
        table.problem(
            entry, "another list has the address " + address, "give one of them another name");
      }
    }
  }

  private Optional<MemberSource> members(
      Place entry, Map<String, Place> values, Optional<MailAddress> address) {
    Optional<Place> route = value(values, "members-route");
    if (route.isPresent()) {
      for (String key : List.of("members", "subscription", "bounces")) {
        value(values, key)
            .ifPresent(
                place -> table.problem(place, "is not for members-route", "remove one of the two"));
      }
      return table.text(
          route.get(),
          "write direct: and the id of a route",
          text -> new MemberSource.ByRoute(matching(ROUTE, text, "not a direct: route")));
    }
    Optional<Place> file = value(values, "members");
    Optional<String> name =
        file.isPresent()
            ? table.text(
                file.get(),
                "write a name such as dev.members, of letters, digits and . _ + = @ -",
                text -> matching(FILE, text, "not the name of a file"))
            : address.map(listed -> listed + ".members");
    name.filter(each -> !files.add(each))
        .ifPresent(
            each ->
                table.problem(
                    file.orElse(entry), "another list has the file " + each, "name another file"));
    return name.map(MemberSource.Listed::new);
  }

  private static String matching(Pattern pattern, String text, String otherwise) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(otherwise);
    }
    return text;
  }

  private MailingList.Rules rules(Map<String, Place> values) {
    Posting posting =
        value(values, "posting")
            .flatMap(p -> table.text(p, "write members, anyone or owner", Posting::parse))
            .orElse(Posting.MEMBERS);
    Subscription subscription =
        value(values, "subscription")
            .flatMap(p -> table.text(p, "write open or closed", Subscription::parse))
            .orElse(Subscription.OPEN);
    OptionalLong maximumSize =
        table
            .scalar(value(values, "maximum-size"), "write 512KiB or 5MiB", OctetCount::parse)
            .map(count -> OptionalLong.of(count.octets()))
            .orElseGet(OptionalLong::empty);
    int bounces =
        table
            .scalar(
                value(values, "bounces"),
                "write a number of days from 1 to " + MOST_BOUNCES,
                ListReader::bounces)
            .orElse(USUAL_BOUNCES);
    return new MailingList.Rules(posting, subscription, maximumSize, bounces);
  }

  private static int bounces(String text) {
    int days = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
    if (days < 1 || days > MOST_BOUNCES) {
      throw new IllegalArgumentException("not a number from 1 to " + MOST_BOUNCES);
    }
    return days;
  }

  private Optional<String> description(Map<String, Place> values) {
    return value(values, "description")
        .flatMap(
            place ->
                table.text(
                    place,
                    "write one line of at most 100 characters",
                    text -> matching(PHRASE, text, "not a line, or too long")));
  }

  private Optional<String> subjectTag(Map<String, Place> values) {
    return value(values, "subject-tag")
        .flatMap(
            place ->
                table.text(
                    place,
                    "write at most 40 characters of ASCII, such as \"[dev]\"",
                    text -> matching(TAG, text, "not printable ASCII, or too long")));
  }

  private Optional<String> unsubscribeUrl(Map<String, Place> values) {
    return value(values, "unsubscribe-url")
        .flatMap(
            place ->
                table.text(
                    place,
                    "write https://lists.example.org/leave?address={address}&token={token}",
                    ListReader::url));
  }

  /** RFC 8058 §3.1: https, and it says who leaves which list. */
  private static String url(String text) {
    if (!text.contains("{address}") || !text.contains("{token}")) {
      throw new IllegalArgumentException("{address} and {token} are not in it");
    }
    return matching(URL, text, "not an https URL");
  }
}
