package org.dromedary.camel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dromedary.mail.Domain;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;

/**
 * The trace field in front of a fetched mail (RFC 5321 §4.4).
 *
 * @param remote the server that had it
 * @param route the id of the route that fetched it
 * @param hostname our name
 * @param protocol {@code IMAP} or {@code POP3}
 */
record FetchedField(String remote, String route, Domain hostname, String protocol) {
  /** What a comment may not have (RFC 5322 §3.2.2). */
  private static final Pattern UNFIT_FOR_COMMENT = Pattern.compile("[^A-Za-z0-9.:_-]");

  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  /** RFC 5322 §3.3. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  FetchedField {
    remote = UNFIT_FOR_COMMENT.matcher(remote).replaceAll("?");
    route = UNFIT_FOR_COMMENT.matcher(route).replaceAll("?");
  }

  /** What is the same in all mails of the route. */
  private String trace() {
    return "from "
        + remote
        + " (fetched by "
        + route
        + ") by "
        + hostname.ascii()
        + " with "
        + protocol
        + " id ";
  }

  /** Whether a field is one of ours: then the mail has been through this route already. */
  boolean isLike(String value) {
    return WHITE_SPACE.matcher(value).replaceAll(" ").strip().startsWith(trace());
  }

  /** The header lines, each ending in CRLF. */
  byte[] octets(QueueId id, List<Recipient> recipients, Instant at) {
    // RFC 5321 §7.2: with more than one it could disclose a blind copy
    String to = recipients.size() == 1 ? "\r\n\tfor " + recipients.getFirst().forwardPath() : "";
    String field =
        "Received: "
            + trace().replace(" by " + hostname.ascii(), "\r\n\tby " + hostname.ascii())
            + id
            + to
            + ";\r\n\t"
            + DATE.format(at)
            + "\r\n";
    return field.getBytes(StandardCharsets.UTF_8);
  }
}
