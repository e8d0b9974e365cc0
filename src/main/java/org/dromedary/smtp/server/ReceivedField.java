package org.dromedary.smtp.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.QueueId;

/** The trace field we put in front of a mail (RFC 5321 §4.4). */
record ReceivedField(
    SmtpClient client, Style style, QueueId queueId, Envelope envelope, Instant at) {

  /**
   * What is the same in all of a listener.
   *
   * @param hostname our name
   * @param showsUser whether the field names the user that was authenticated
   */
  record Style(Domain hostname, boolean showsUser) {}

  /** What a comment may not have, and what nobody needs in a name (RFC 5322 §3.2.2). */
  private static final Pattern UNFIT_FOR_COMMENT = Pattern.compile("[^A-Za-z0-9.@_+=-]");

  /** RFC 5322 §3.3. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** The header lines, each ending in CRLF. */
  byte[] octets() {
    String field =
        "Received: from "
            + from()
            + user()
            + "\r\n\tby "
            + style.hostname().ascii()
            + " with "
            + client.protocol(envelope.smtpUtf8())
            + " id "
            + queueId
            + forClause()
            + ";\r\n\t"
            + DATE.format(at)
            + "\r\n";
    return field.getBytes(StandardCharsets.UTF_8);
  }

  /** Extended-Domain and TCP-info; a name that is no domain goes into a comment. */
  private String from() {
    String literal = literal(client.address().getAddress());
    return isDomain(client.helo())
        ? client.helo() + " (" + literal + ")"
        : literal + " (helo " + client.helo() + ")";
  }

  private String user() {
    return style.showsUser()
        ? client
            .user()
            .map(name -> UNFIT_FOR_COMMENT.matcher(name).replaceAll("?"))
            .map(name -> "\r\n\t(authenticated as " + name + ")")
            .orElse("")
        : "";
  }

  private static boolean isDomain(String helo) {
    try {
      Domain.parse(helo);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** RFC 5321 §4.1.3. */
  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    return address instanceof Inet6Address ? "[IPv6:" + plain + "]" : "[" + plain + "]";
  }

  private String forClause() {
    // RFC 5321 §7.2: with more than one it could disclose a blind copy
    return envelope.recipients().size() == 1
        ? "\r\n\tfor " + envelope.recipients().getFirst().forwardPath()
        : "";
  }
}
