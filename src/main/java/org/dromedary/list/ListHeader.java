package org.dromedary.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.dromedary.dsn.EncodedWord;
import org.dromedary.dsn.FieldBlock;
import org.dromedary.dsn.MailDate;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.QueueId;

/**
 * The header fields of lists: what we write before a mail (RFC 2369, RFC 2919), and what of the
 * sender's does not stay. RFC 2369 §4: each of these fields at most once, so those of the sender,
 * who may be another list, make room.
 */
final class ListHeader {
  /** By which a mail that comes back to its list is known, also after other lists. */
  static final String LOOP = "x-loop";

  private static final Set<String> REPLACED =
      Set.of(
          "list-id",
          "list-help",
          "list-post",
          "list-owner",
          "list-archive",
          "list-subscribe",
          "list-unsubscribe",
          "list-unsubscribe-post",
          "precedence",
          // RFC 8098 §2.1: a receipt of each member would go to the sender
          "disposition-notification-to",
          "return-receipt-to",
          "return-path");

  /** RFC 5322 §2.1.1, less what a tag needs. */
  private static final int MAXIMUM_LINE = 900;

  private ListHeader() {}

  /** Fields for all members. */
  static String common(MailingList list, Domain hostname, QueueId id, Instant at) {
    FieldBlock fields =
        new FieldBlock(false)
            // RFC 5321 §4.4: who has it, and where it came from
            .add(
                "Received",
                "by "
                    + hostname.ascii()
                    + " (list "
                    + list.address()
                    + ") id "
                    + id
                    + "; "
                    + MailDate.format(at))
            .add("List-Id", listId(list))
            .add("List-Help", mailto(ListRole.HELP, list));
    fields.add(
        "List-Post", list.rules().posting() == Posting.OWNER ? "NO" : mailto(ListRole.POST, list));
    if (list.isOpen()) {
      fields.add("List-Subscribe", mailto(ListRole.SUBSCRIBE, list));
    }
    if (list.appearance().unsubscribeUrl().isEmpty()) {
      fields.add("List-Unsubscribe", mailto(ListRole.UNSUBSCRIBE, list));
    }
    return fields
        .add("List-Owner", mailto(ListRole.OWNER, list))
        .add("Precedence", "list")
        .add("X-Loop", list.address().toString())
        .toString();
  }

  /** RFC 2919 §3. */
  static String listId(MailingList list) {
    String phrase = list.appearance().description().map(EncodedWord::of).orElse("");
    boolean quoted = !phrase.isEmpty() && !phrase.startsWith("=?");
    String words = quoted ? "\"" + phrase.replaceAll("([\"\\\\])", "\\\\$1") + "\"" : phrase;
    return (words + " <" + list.id() + ">").strip();
  }

  private static String mailto(ListRole role, MailingList list) {
    return "<mailto:" + role.of(list.address()) + ">";
  }

  /** Fields for one member: RFC 8058 §3.1, where the list has a page to leave it. */
  static Optional<String> ofMember(MailingList list, MailAddress member, String token) {
    return list.appearance()
        .unsubscribeUrl()
        .map(
            url ->
                "List-Unsubscribe: <"
                    + url.replace("{address}", URLEncoder.encode(member.toString(), UTF_8))
                        .replace("{token}", token)
                    + ">,\r\n "
                    + mailto(ListRole.UNSUBSCRIBE, list)
                    + "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
  }

  /** The sender's fields, without those that ours stand in for, and with the tag. */
  static byte[] ofSender(MailingList list, MailFields header) {
    StringBuilder kept = new StringBuilder(header.octets());
    Optional<String> tag = list.appearance().subjectTag();
    boolean tagged = tag.isEmpty();
    for (MailFields.Field field : header.fields()) {
      if (!tagged && field.name().equals("subject")) {
        kept.append(tagged(field, tag.orElseThrow()));
        tagged = true;
      } else if (!REPLACED.contains(field.name())) {
        kept.append(field.raw());
      }
    }
    String start = tagged ? "" : "Subject: " + tag.orElseThrow() + "\r\n";
    return (start + kept).getBytes(ISO_8859_1);
  }

  /** What stands behind the colon stays octet for octet. */
  private static String tagged(MailFields.Field subject, String tag) {
    if (Subjects.decoded(subject.value()).contains(tag)) {
      return subject.raw();
    }
    int colon = subject.raw().indexOf(':') + 1;
    String rest = subject.raw().substring(colon);
    boolean blank = rest.isBlank();
    String name = subject.raw().substring(0, colon);
    if (blank) {
      return name + " " + tag + "\r\n";
    }
    String space =
        rest.startsWith(" ") || rest.startsWith("\t") || rest.startsWith("\r") ? "" : " ";
    boolean fits = rest.indexOf('\n') < MAXIMUM_LINE;
    return name + " " + tag + (fits ? "" : "\r\n") + space + rest;
  }
}
