package org.dromedary.list;

import java.util.Optional;
import java.util.OptionalLong;
import org.dromedary.mail.MailAddress;

/**
 * A mailing list as {@code lists.yaml} has it.
 *
 * @param address to which members write; in lower case, ASCII, without {@code +}
 */
public record MailingList(
    MailAddress address, MemberSource members, Rules rules, Appearance appearance) {

  /**
   * What is allowed.
   *
   * @param maximumSize octets of a mail; empty for those that the router takes
   * @param bounces a member whose mail comes back on so many days gets no more
   */
  public record Rules(
      Posting posting, Subscription subscription, OptionalLong maximumSize, int bounces) {}

  /**
   * What people see.
   *
   * @param owner the human who is responsible
   * @param description a phrase of printable characters
   * @param subjectTag put before the subject; printable ASCII
   * @param unsubscribeUrl of RFC 8058, with {@code {address}} and {@code {token}}
   */
  public record Appearance(
      MailAddress owner,
      Optional<String> description,
      Optional<String> subjectTag,
      Optional<String> unsubscribeUrl) {}

  /** RFC 2919 §2: in the namespace of our domain, {@code dev.example.org}. */
  public String id() {
    return address.localPart() + "." + address.domain().ascii();
  }

  /** Whether people may subscribe themselves. */
  boolean isOpen() {
    return rules.subscription() == Subscription.OPEN && members instanceof MemberSource.Listed;
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
