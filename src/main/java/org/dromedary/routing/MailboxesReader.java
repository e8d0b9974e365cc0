package org.dromedary.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.LocalRecipient.AliasFound;
import org.dromedary.routing.LocalRecipient.MailboxFound;
import org.dromedary.routing.YamlTable.Place;

/** Each entry of a mailboxes file by itself: keys, types, addresses, directories. */
final class MailboxesReader {
  private static final String ADDRESS = "address";
  private static final String DIRECTORY = "directory";
  private static final String TO = "to";
  private static final List<String> MAILBOX_KEYS = List.of(ADDRESS, DIRECTORY);
  private static final List<String> ALIAS_KEYS = List.of(ADDRESS, TO);
  private static final String ADDRESS_REMEDY =
      "write user@domain, user for every local domain, or @domain for anybody else";
  private static final String TARGET_REMEDY = "write user@domain";
  private static final String DIRECTORY_REMEDY =
      "give a directory: letters, digits and . _ + = @ -, up to four segments joined by /,"
          + " none beginning with a dot";

  private final YamlTable table;

  MailboxesReader(YamlTable table) {
    this.table = table;
  }

  List<ListedRecipient> entries(Place document, Map<String, Place> sections) {
    List<ListedRecipient> listed = new ArrayList<>();
    listed.addAll(table.list(Optional.ofNullable(sections.get("mailboxes")), this::mailbox));
    listed.addAll(table.list(Optional.ofNullable(sections.get("aliases")), this::alias));
    return listed;
  }

  private Optional<ListedRecipient> mailbox(Place entry) {
    Map<String, Place> values = table.mapping(entry, MAILBOX_KEYS);
    Optional<LocalName> name = name(entry, values);
    Optional<Place> given = Optional.ofNullable(values.get(DIRECTORY));
    Optional<String> directory =
        given.isPresent()
            ? table.text(given.get(), DIRECTORY_REMEDY, MailboxesReader::directory)
            : name.flatMap(n -> defaultDirectory(entry, n));
    if (name.isEmpty() || directory.isEmpty()) {
      return Optional.empty();
    }
    Mailbox mailbox = new Mailbox(name.get().toString(), directory.get());
    return Optional.of(new ListedRecipient(name.get(), new MailboxFound(mailbox), entry));
  }

  private Optional<LocalName> name(Place entry, Map<String, Place> values) {
    return table
        .required(entry, values, ADDRESS)
        .flatMap(place -> table.text(place, ADDRESS_REMEDY, LocalName::parse));
  }

  private static String directory(String text) {
    if (!Mailbox.isDirectory(text)) {
      throw new IllegalArgumentException("not a safe directory below the mailboxes");
    }
    return text;
  }

  private Optional<String> defaultDirectory(Place entry, LocalName name) {
    if (Mailbox.isDirectory(name.localPart())) {
      return Optional.of(name.localPart());
    }
    String problem = "'" + name + "' cannot be the name of a directory";
    table.problem(entry, problem, DIRECTORY_REMEDY);
    return Optional.empty();
  }

  private Optional<ListedRecipient> alias(Place entry) {
    Map<String, Place> values = table.mapping(entry, ALIAS_KEYS);
    Optional<LocalName> name = name(entry, values);
    Optional<Place> to = table.required(entry, values, TO);
    List<MailAddress> targets =
        table.list(to, place -> table.text(place, TARGET_REMEDY, MailAddress::parse));
    if (to.isPresent() && targets.isEmpty()) {
      table.problem(to.get(), "names no address", "add an address");
    }
    return name.map(n -> new ListedRecipient(n, new AliasFound(targets), entry));
  }
}
