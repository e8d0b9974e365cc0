package org.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.routing.Mailbox;

class StoredMailTest {
  @Property
  void isTheContentWithItsLineEndsReplacedAndCountsWhatItWrote(@ForAll byte[] octets)
      throws IOException {
    StoredMail stored =
        new StoredMail(
            new LocalMail(
                new QueueId("Q"),
                Instant.EPOCH,
                ReversePath.NULL,
                Recipient.parse("<a@example.org>"),
                new Mailbox.Kept("a", "a"),
                MailContent.of(octets)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    stored.writeTo(out);
    String content = new String(octets, StandardCharsets.ISO_8859_1);
    String written = out.toString(StandardCharsets.ISO_8859_1);
    assertThat(written)
        .isEqualTo(
            "Return-Path: <>\nDelivered-To: a@example.org\n" + content.replace("\r\n", "\n"));
    assertThat(stored.octets()).isEqualTo(written.length());
    assertThat(stored.crlfOctets())
        .isEqualTo(written.length() + written.chars().filter(c -> c == '\n').count());
  }
}
