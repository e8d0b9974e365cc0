package org.dromedary.camel;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.component.mail.MailUidGenerator;
import org.eclipse.angus.mail.pop3.POP3Folder;

/**
 * Names a mail by what its server calls it, and never by its Message-ID: two mails may have the
 * same one, and then the wrong one would be removed.
 */
final class RemoteUid implements MailUidGenerator {
  @Override
  public String generateUuid(MailEndpoint endpoint, Message message) {
    MailConfiguration remote = endpoint.getConfiguration();
    String user = remote.getPasswordAuthentication().getUserName();
    String place = remote.getProtocol() + "://" + user + "@" + remote.getHost() + "/";
    try {
      return place + inFolder(message);
    } catch (MessagingException e) {
      throw new IllegalStateException("the server does not say what the mail is called", e);
    }
  }

  private static String inFolder(Message message) throws MessagingException {
    Folder folder = message.getFolder();
    if (folder instanceof UIDFolder imap) {
      // RFC 9051 §2.3.1.1: a UID is for ever together with the UIDVALIDITY
      return folder.getFullName() + ";" + imap.getUIDValidity() + ";" + imap.getUID(message);
    }
    if (folder instanceof POP3Folder pop3) {
      String uid = pop3.getUID(message); // RFC 1939 §7: UIDL
      if (uid != null) {
        return uid;
      }
    }
    throw new MessagingException("it has no UIDL (RFC 1939 §7), which is needed");
  }
}
