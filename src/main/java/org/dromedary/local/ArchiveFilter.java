package org.dromedary.local;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.AddressPattern;

/**
 * Which mails of the archive are meant; all that is said must hold.
 *
 * @param since not before
 * @param until before
 * @param subject a part of it, whatever the case
 * @param fields parts of header fields, whatever the case
 */
public record ArchiveFilter(
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<AddressPattern> sender,
    Optional<AddressPattern> recipient,
    Optional<String> subject,
    List<FieldText> fields) {
  public ArchiveFilter {
    fields = List.copyOf(fields);
  }

  /** All mails. */
  public static final ArchiveFilter ALL =
      new ArchiveFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  /** A header field, and what one of its kind must have in it. */
  public record FieldText(String name, String text) {
    /**
     * Parses {@code Name:text}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static FieldText parse(String text) {
      int colon = text.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("write Name:text");
      }
      return new FieldText(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
    }
  }

  boolean hasTime(Instant at) {
    return since.filter(at::isBefore).isEmpty() && until.filter(end -> !at.isBefore(end)).isEmpty();
  }

  boolean matches(ArchivedMail mail, ArchivedHeader header) {
    return sender.filter(pattern -> !pattern.matches(address(mail.sender()))).isEmpty()
        && recipient
            .filter(p -> mail.recipients().stream().noneMatch(to -> p.matches(address(to))))
            .isEmpty()
        && subject.filter(text -> !contains(mail.subject(), text)).isEmpty()
        && fields.stream()
            .allMatch(
                field ->
                    header.values(field.name()).stream()
                        .anyMatch(value -> contains(value, field.text())));
  }

  private static Optional<MailAddress> address(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(MailAddress.parse(text));
  }

  private static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
