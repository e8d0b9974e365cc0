package org.dromedary.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.util.Arrays;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.QueuedMessage;

/** Queued mails for tests of what comes after SMTP. */
public final class Mails {
  /** When all of them arrived. */
  public static final Instant ARRIVAL = Instant.parse("2026-11-22T08:00:00Z");

  private Mails() {}

  /** A mail of {@code sender@example.org} to these addresses, never tried. */
  public static QueuedMessage to(String... addresses) {
    return of(ReversePath.parse("<sender@example.org>"), addresses);
  }

  /** The same of another sender. */
  public static QueuedMessage of(ReversePath sender, String... addresses) {
    return QueuedMessage.accepted(
        new QueueId("ID1"),
        new Envelope(
            sender,
            Arrays.stream(addresses).map(Mails::recipient).toList(),
            BodyType.EIGHT_BIT_MIME,
            false),
        new Arrival(ARRIVAL, "ESMTP", "client.example[192.0.2.1]"),
        MailContent.of("Subject: x\r\n\r\nbody\r\n".getBytes(ISO_8859_1)));
  }

  /** {@code user@example.com} as a recipient. */
  public static Recipient recipient(String address) {
    return Recipient.parse("<" + address + ">");
  }
}
