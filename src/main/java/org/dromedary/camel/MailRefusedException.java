package org.dromedary.camel;

import java.io.Serial;
import org.dromedary.mail.SmtpReply;

/**
 * A route that takes mail throws it to say what becomes of the mail: {@code throwException} with a
 * message such as {@code 552 5.2.2 the ticket system is full}. A 5yz returns the mail to its
 * sender, a 4yz has it tried again.
 */
public final class MailRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Says why.
   *
   * @param reply code, enhanced status code, text
   * @throws IllegalArgumentException when it is none, or a positive one
   */
  public MailRefusedException(String reply) {
    super(reply);
    var unused = parse(reply);
  }

  private static SmtpReply parse(String text) {
    String[] parts = text.split(" ", 3);
    if (parts.length < 3 || !parts[0].matches("[45][0-9]{2}")) {
      throw new IllegalArgumentException("write 4yz or 5yz, an enhanced status code, a text");
    }
    return SmtpReply.of(Integer.parseInt(parts[0]), parts[1], parts[2]);
  }

  /** As it goes into notifications. */
  SmtpReply reply() {
    return parse(String.valueOf(getMessage()));
  }
}
