package org.dromedary.list;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.dromedary.mail.MailContent;

/** A mail behind another header section: what comes after the old one stays octet for octet. */
final class ListContent {
  private ListContent() {}

  /**
   * The mail with this header section; its octets are not copied.
   *
   * @param octets of the old one
   */
  static MailContent of(byte[] header, MailContent mail, int octets) {
    long size = header.length + mail.size() - octets;
    return new MailContent.Elsewhere(size, () -> open(header, mail, octets));
  }

  private static InputStream open(byte[] header, MailContent mail, int octets) throws IOException {
    InputStream rest = mail.open();
    rest.skipNBytes(octets);
    return new SequenceInputStream(new ByteArrayInputStream(header), rest);
  }
}
