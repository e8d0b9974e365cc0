package org.dromedary.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.LocalRecipient.AliasFound;
import org.dromedary.routing.LocalRecipient.MailboxFound;
import org.dromedary.routing.YamlTable.Place;

/** Each entry of a mailboxes file by itself: keys, types, addresses, directories. */
final class MailboxesReader {
  private static final String ADDRESS = "address";
  private static final String DIRECTORY = "directory";
  private static final String LMTP = "lmtp";
  private static final String QUEUE = "queue";
  private static final String ENDPOINT = "endpoint";
  private static final String FORWARD = "forward-to";
  private static final String TO = "to";

  /** What a mailbox is; one of them, or none for the directory of the user's name. */
  private static final List<String> KINDS = List.of(DIRECTORY, LMTP, QUEUE, ENDPOINT);

  private static final List<String> MAILBOX_KEYS =
      Stream.concat(Stream.of(ADDRESS, FORWARD), KINDS.stream()).toList();
  private static final List<String> ALIAS_KEYS = List.of(ADDRESS, TO);
  private static final String ADDRESS_REMEDY =
      "write user@domain, user for every local domain, or @domain for anybody else";
  private static final String TARGET_REMEDY = "write user@domain";
  private static final String DIRECTORY_REMEDY =
      "give a directory: letters, digits and . _ + = @ -, up to four segments joined by /,"
          + " none beginning with a dot";

  private static final int LMTP_PORT = 24; // RFC 2033 §5 leaves it open; Dovecot and others use it
  private static final String LMTP_REMEDY = "write host:port of an LMTP server";
  private static final String QUEUE_REMEDY =
      "write letters, digits and . _ -, at most 100; names in mail. are the router's own";
  private static final Pattern QUEUE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final YamlTable table;
  private final EndpointSchemes endpoints;

  /**
   * @param endpoints those that mailboxes may be
   */
  MailboxesReader(YamlTable table, EndpointSchemes endpoints) {
    this.table = table;
    this.endpoints = endpoints;
  }

  List<ListedRecipient> entries(Place document, Map<String, Place> sections) {
    List<ListedRecipient> listed = new ArrayList<>();
    listed.addAll(table.list(Optional.ofNullable(sections.get("mailboxes")), this::mailbox));
    listed.addAll(table.list(Optional.ofNullable(sections.get("aliases")), this::alias));
    return listed;
  }

  /** One entry of either kind, by its keys. */
  Optional<ListedRecipient> entry(Place place, Map<String, ?> values) {
    return values.containsKey(TO) ? alias(place) : mailbox(place);
  }

  private Optional<ListedRecipient> mailbox(Place entry) {
    Map<String, Place> values = table.mapping(entry, MAILBOX_KEYS);
    Optional<LocalName> name = name(entry, values);
    List<MailAddress> forward =
        table.texts(value(values, FORWARD), TARGET_REMEDY, MailAddress::parse);
    return name.flatMap(n -> mailbox(entry, values, n))
        .map(m -> new ListedRecipient(name.get(), new MailboxFound(m, forward), entry));
  }

  private Optional<Mailbox> mailbox(Place entry, Map<String, Place> values, LocalName name) {
    List<String> kinds = KINDS.stream().filter(values::containsKey).toList();
    if (kinds.size() > 1) {
      table.problem(
          entry, "is both " + kinds.get(0) + " and " + kinds.get(1), "keep one of the two");
      return Optional.empty();
    }
    String kind = kinds.isEmpty() ? "" : kinds.getFirst();
    Place place = value(values, kind).orElse(entry);
    return switch (kind) {
      case DIRECTORY ->
          table
              .text(place, DIRECTORY_REMEDY, MailboxesReader::directory)
              .map(directory -> new Mailbox.Kept(name.toString(), directory));
      case LMTP -> served(name, lmtp(place));
      case QUEUE ->
          served(name, table.text(place, QUEUE_REMEDY, MailboxesReader::queue).map(this::endpoint));
      case ENDPOINT ->
          served(
              name,
              table.text(place, EndpointSchemes.REMEDY, endpoints::parse).map(this::endpoint));
      default -> defaultDirectory(entry, name).map(d -> new Mailbox.Kept(name.toString(), d));
    };
  }

  private static Optional<Mailbox> served(LocalName name, Optional<RemoteWay.Sent> way) {
    return way.map(w -> new Mailbox.Served(name.toString(), w));
  }

  private Optional<RemoteWay.Sent> lmtp(Place place) {
    List<SmartHost> hosts = table.texts(Optional.of(place), LMTP_REMEDY, MailboxesReader::lmtpHost);
    return hosts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RemoteWay.Relay(hosts, HostAccess.DEFAULT.withProtocol(HostProtocol.LMTP)));
  }

  private static SmartHost lmtpHost(String text) {
    return SmartHost.parse(text, LMTP_PORT);
  }

  private RemoteWay.Sent endpoint(EndpointUri uri) {
    return new RemoteWay.Endpoint(uri, HostAccess.DEFAULT);
  }

  private static EndpointUri queue(String text) {
    // our own queues are no place for others' mail
    if (!QUEUE_NAME.matcher(text).matches() || text.startsWith("mail.")) {
      throw new IllegalArgumentException("not the name of a queue for mailboxes");
    }
    return new EndpointUri("jms:queue:" + text);
  }

  private static Optional<Place> value(Map<String, Place> values, String key) {
    return Optional.ofNullable(values.get(key));
  }

  private Optional<LocalName> name(Place entry, Map<String, Place> values) {
    return table
        .required(entry, values, ADDRESS)
        .flatMap(place -> table.text(place, ADDRESS_REMEDY, LocalName::parse));
  }

  private static String directory(String text) {
    if (!Mailbox.Kept.isDirectory(text)) {
      throw new IllegalArgumentException("not a safe directory below the mailboxes");
    }
    return text;
  }

  private Optional<String> defaultDirectory(Place entry, LocalName name) {
    if (Mailbox.Kept.isDirectory(name.localPart())) {
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
