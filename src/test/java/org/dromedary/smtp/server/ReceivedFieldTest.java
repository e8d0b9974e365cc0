package org.dromedary.smtp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedFieldTest {

  private static String field(SmtpClient client, boolean smtpUtf8, String... recipients) {
    Envelope envelope =
        new Envelope(
            ReversePath.NULL,
            List.of(recipients).stream().map(Recipient::parse).toList(),
            BodyType.SEVEN_BIT,
            smtpUtf8);
    byte[] octets =
        new ReceivedField(
                client,
                new ReceivedField.Style(Domain.parse("MX.example"), true),
                new QueueId("1ABC"),
                envelope,
                SessionDriver.NOW)
            .octets();
    return new String(octets, UTF_8);
  }

  private static SmtpClient client(String helo, String address, boolean esmtp)
      throws UnknownHostException {
    return SmtpClient.plain(
        new InetSocketAddress(InetAddress.getByName(address), 4000), helo, esmtp);
  }

  @Test
  void tellsFromByWithIdForAndDate() throws UnknownHostException {
    assertThat(field(client("client.example", "192.0.2.7", true), false, "<b@mx.example>"))
        .isEqualTo(
            """
            Received: from client.example ([192.0.2.7])\r
            \tby mx.example with ESMTP id 1ABC\r
            \tfor <b@mx.example>;\r
            \tSun, 22 Nov 2026 07:46:05 +0000\r
            """);
  }

  @Test
  void hidesRecipientsWhenThereAreSeveral() throws UnknownHostException {
    assertThat(
            field(client("c.example", "192.0.2.7", true), false, "<b@x.example>", "<c@x.example>"))
        .contains(" id 1ABC;\r\n\tSun,")
        .doesNotContain("@");
  }

  @ParameterizedTest
  @CsvSource({
    "client.example, 192.0.2.7, from client.example ([192.0.2.7])",
    "[192.0.2.9], 192.0.2.7, from [192.0.2.9] ([192.0.2.7])",
    "client.example, 2001:db8::1, from client.example ([IPv6:2001:db8:0:0:0:0:0:1])",
    "-odd-, 192.0.2.7, from [192.0.2.7] (helo -odd-)",
  })
  void tellsWhoTheClientSaysAndIs(String helo, String address, String from)
      throws UnknownHostException {
    assertThat(field(client(helo, address, true), false, "<b@mx.example>"))
        .startsWith("Received: " + from + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({"false, false, SMTP", "true, false, ESMTP", "true, true, UTF8SMTP"})
  void tellsTheProtocol(boolean esmtp, boolean smtpUtf8, String protocol)
      throws UnknownHostException {
    assertThat(field(client("c.example", "192.0.2.7", esmtp), smtpUtf8, "<b@mx.example>"))
        .contains(" with " + protocol + " id ");
  }
}
