package org.dromedary.users;

import java.nio.file.Path;
import java.util.List;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;

/**
 * Where the users are.
 *
 * @param directory absolute; {@code users.properties}, {@code roles.properties} and {@code
 *     senders.properties} are in it
 * @param domain completes the name of a user to an address, where nothing else is said
 */
public record UsersSettings(Path directory, Domain domain) {

  /**
   * What a user may send from when nothing else is said: the name when it is an address, else the
   * name at the domain; nothing when that makes no address.
   */
  public Senders ownAddress(UserName name) {
    String address = name.text().contains("@") ? name.text() : name.text() + "@" + domain;
    try {
      return new Senders(List.of(new SenderRule.One(MailAddress.parse(address))));
    } catch (IllegalArgumentException e) {
      return Senders.NONE;
    }
  }
}
