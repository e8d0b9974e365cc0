package org.dromedary.submit;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import org.dromedary.mail.MailAddress;

/** Addresses as people write them in header fields (RFC 5322 §3.4, RFC 6532 §3.2). */
final class Addresses {
  private Addresses() {}

  /**
   * One address, with or without angle brackets.
   *
   * @throws IllegalArgumentException with a text for who wrote it
   */
  static MailAddress parse(String text) {
    boolean bracketed = text.startsWith("<") && text.endsWith(">") && text.length() > 2;
    return MailAddress.parse(bracketed ? text.substring(1, text.length() - 1) : text);
  }

  /**
   * Mailboxes with commas between, with or without names; a group is its members.
   *
   * @throws IllegalArgumentException with a text for who wrote it
   */
  static List<InternetAddress> mailboxes(String list) {
    if (list.indexOf('\r') >= 0 || list.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a line break in an address");
    }
    try {
      List<InternetAddress> mailboxes = new ArrayList<>();
      for (InternetAddress address : InternetAddress.parseHeader(list, true)) {
        if (address.isGroup()) {
          mailboxes.addAll(List.of(address.getGroup(true)));
        } else {
          mailboxes.add(address);
        }
      }
      for (InternetAddress mailbox : mailboxes) {
        var unused = of(mailbox);
      }
      return mailboxes;
    } catch (AddressException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The address of a mailbox.
   *
   * @throws IllegalArgumentException when it is none of RFC 5321
   */
  static MailAddress of(InternetAddress mailbox) {
    try {
      return MailAddress.parse(String.valueOf(mailbox.getAddress()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(mailbox.getAddress() + ": " + e.getMessage(), e);
    }
  }
}
