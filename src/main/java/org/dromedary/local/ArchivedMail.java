package org.dromedary.local;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A mail in the archive.
 *
 * @param id its name there, of letters, digits, dot, hyphen and underscore
 * @param at when it arrived, to the second
 * @param sender the reverse path, without brackets; empty for the null one
 * @param recipients of the envelope, without brackets
 * @param subject decoded; empty without one
 * @param size octets of the file
 */
public record ArchivedMail(
    String id,
    Instant at,
    String sender,
    List<String> recipients,
    String subject,
    long size,
    Path file) {
  public ArchivedMail {
    recipients = List.copyOf(recipients);
  }
}
