package org.dromedary.submit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mail by its parts, for those who do not write MIME. Untrusted texts; lists of addresses are
 * written as in header fields, with commas between.
 *
 * @param headers further fields by their names, in order
 */
record SimpleMail(
    String from,
    Optional<String> replyTo,
    Optional<String> to,
    Optional<String> cc,
    Optional<String> bcc,
    Optional<String> subject,
    Optional<String> text,
    Optional<String> html,
    Map<String, String> headers,
    List<Attachment> attachments) {

  /**
   * A file in the mail.
   *
   * @param base64 its octets (RFC 4648 §4)
   * @param contentId by which the HTML text shows it as {@code cid:...}
   */
  record Attachment(String name, String contentType, Optional<String> contentId, String base64) {}
}
