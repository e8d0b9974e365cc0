package org.dromedary.mail;

import java.util.Optional;

/**
 * The path of MAIL FROM: where delivery status notifications go (RFC 5321 §4.4, §4.5.5).
 *
 * @param address empty for the null reverse path {@code <>}
 */
public record ReversePath(Optional<MailAddress> address) {
  /** {@code <>}: no notification is ever sent. */
  public static final ReversePath NULL = new ReversePath(Optional.empty());

  /** The path of an address. */
  public static ReversePath of(MailAddress address) {
    return new ReversePath(Optional.of(address));
  }

  /**
   * Parses {@code <>} or {@code <address>}; a source route is ignored (RFC 5321 appendix C).
   *
   * @throws IllegalArgumentException with a text fit for a reply
   */
  public static ReversePath parse(String text) {
    return text.equals("<>") ? NULL : of(Paths.address(text));
  }

  public boolean isNull() {
    return address.isEmpty();
  }

  /** With angle brackets. */
  @Override
  public String toString() {
    return "<" + address.map(MailAddress::toString).orElse("") + ">";
  }
}
