package org.dromedary.list;

import java.io.IOException;
import java.util.Optional;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;

/** What mail a list takes, asked as soon as enough of it is known, and again when it is served. */
final class PostingRules {
  // RFC 3463 §3.8: X.7.2, mailing list expansion prohibited
  private static final SmtpReply AUTOMATIC =
      SmtpReply.of(550, "5.7.2", "automatic mail is not distributed");
  private static final SmtpReply NOT_A_MEMBER =
      SmtpReply.of(550, "5.7.2", "only members may post to this list");
  private static final SmtpReply NOT_THE_OWNER =
      SmtpReply.of(550, "5.7.2", "only its owner posts to this list");
  // RFC 3463 §3.5: X.4.6, routing loop detected
  private static final SmtpReply LOOP =
      SmtpReply.of(554, "5.4.6", "this mail has been through this list before");
  // RFC 3463 §3.3: X.2.3, message length exceeds administrative limit
  private static final SmtpReply TOO_LARGE =
      SmtpReply.of(552, "5.2.3", "the mail is larger than this list takes");

  private final Memberships memberships;

  PostingRules(Memberships memberships) {
    this.memberships = memberships;
  }

  /**
   * Why a sender may not post, if he may not.
   *
   * @throws IOException when the members cannot be read
   */
  Optional<SmtpReply> ofSender(MailingList list, ReversePath path) throws IOException {
    if (path.isNull()) {
      return Optional.of(AUTOMATIC); // notices and answers: they would go to all
    }
    MailAddress sender = path.address().orElseThrow();
    boolean isOwner = MailingLists.key(sender).equals(MailingLists.key(list.appearance().owner()));
    return switch (list.rules().posting()) {
      case ANYONE -> Optional.empty();
      case OWNER -> isOwner ? Optional.empty() : Optional.of(NOT_THE_OWNER);
      case MEMBERS ->
          isOwner || memberships.isActive(list, sender)
              ? Optional.empty()
              : Optional.of(NOT_A_MEMBER);
    };
  }

  /**
   * Why a mail is not distributed, if it is not.
   *
   * @param header empty when it is too long
   */
  static Optional<SmtpReply> ofMail(
      MailingList list, MailContent content, Optional<MailFields> header) {
    if (header.isEmpty()
        || (list.rules().maximumSize().isPresent()
            && content.size() > list.rules().maximumSize().getAsLong())) {
      return Optional.of(TOO_LARGE);
    }
    if (isLoop(list, header.get())) {
      return Optional.of(LOOP);
    }
    return header.get().isAutomatic() ? Optional.of(AUTOMATIC) : Optional.empty();
  }

  private static boolean isLoop(MailingList list, MailFields header) {
    String end = "<" + list.id() + ">";
    return header.values("list-id").anyMatch(id -> endsWith(id, end))
        || header
            .values(ListHeader.LOOP)
            .anyMatch(loop -> loop.equalsIgnoreCase(list.address().toString()));
  }

  /** RFC 2919 §6: identifiers are compared without regard to case. */
  private static boolean endsWith(String id, String end) {
    return id.regionMatches(true, id.length() - end.length(), end, 0, end.length());
  }
}
