package org.dromedary.camel;

import jakarta.mail.PasswordAuthentication;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.component.mail.MailAuthenticator;
import org.apache.camel.component.mail.MailEndpoint;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Recipient;

/**
 * A mailbox at another server, as a route of the template {@code fetch-mail} has it: how to log in
 * there and who gets its mail. The password is in no URI, which logs and the console show. Camel
 * makes it and sets its properties.
 */
public final class RemoteBox extends MailAuthenticator {
  private String user = "";
  private String password = "";
  private List<Recipient> recipients = List.of();

  /** The name to log in by. */
  public void setUser(String user) {
    this.user = user;
  }

  /** What goes with it. */
  public void setPassword(String password) {
    if (password.isEmpty()) {
      throw new IllegalArgumentException("the password is empty");
    }
    this.password = password;
  }

  /**
   * Who gets the mail.
   *
   * @param addresses with commas between them
   */
  public void setRecipients(String addresses) {
    recipients =
        Stream.of(addresses.split(","))
            .map(String::strip)
            .filter(address -> !address.isEmpty())
            .map(RemoteBox::recipient)
            .distinct()
            .toList();
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("recipients: at least one address is needed");
    }
  }

  private static Recipient recipient(String address) {
    try {
      MailAddress.parse(address);
      return Recipient.parse("<" + address + ">");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "recipients: " + address + " is not an address: " + e.getMessage());
    }
  }

  /** That of the route which an exchange comes from; empty if it is no route of the template. */
  static Optional<RemoteBox> of(Endpoint from) {
    return from instanceof MailEndpoint mail
            && mail.getConfiguration().getAuthenticator() instanceof RemoteBox box
        ? Optional.of(box)
        : Optional.empty();
  }

  List<Recipient> recipients() {
    return recipients;
  }

  @Override
  public PasswordAuthentication getPasswordAuthentication() {
    return new PasswordAuthentication(user, password);
  }
}
