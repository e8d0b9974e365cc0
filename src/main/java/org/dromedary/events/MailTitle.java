package org.dromedary.events;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.mail.MailContent;
import org.dromedary.routing.HeaderScan;

/**
 * What people find a mail by, of its header section.
 *
 * @param messageId with its angle brackets, as it was sent
 * @param subjectHash see {@link SubjectHash}
 */
public record MailTitle(Optional<String> messageId, Optional<String> subjectHash) {
  private static final String MESSAGE_ID = "message-id";
  private static final String SUBJECT = "subject";

  /**
   * Reads it.
   *
   * @throws IOException when the content cannot be read
   */
  public static MailTitle of(MailContent content) throws IOException {
    try (InputStream mail = content.open()) {
      Map<String, String> fields = HeaderScan.values(mail, List.of(MESSAGE_ID, SUBJECT));
      return new MailTitle(
          Optional.ofNullable(fields.get(MESSAGE_ID)).filter(id -> !id.isEmpty()),
          Optional.ofNullable(fields.get(SUBJECT)).map(SubjectHash::of));
    }
  }
}
