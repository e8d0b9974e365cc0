package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers reach local users and nobody else; the relay network is 127.0.0.2 alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayingIsDeniedIT {
  private final FakeMta smartHost = FakeMta.start();
  private RouterUnderTest router;

  @BeforeAll
  void start(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(smartHost)
            .set("smtp.relay-networks", "127.0.0.2/32")
            .start();
  }

  @AfterAll
  void stop() {
    router.close();
    smartHost.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "<nobody@example.org>                         | 550 5.1.1",
        "<bobby@example.org>                          | 550 5.1.1",
        "<user@elsewhere.example>                     | 550 5.7.1",
        "<user@sub.example.org>                       | 550 5.7.1",
        "<user@example.org.elsewhere.example>         | 550 5.7.1",
        "<user@[127.0.0.1]>                           | 550 5.7.1",
        // RFC 5321 §F.2: the percent hack and bang paths are local parts
        "<user%elsewhere.example@example.org>         | 550 5.1.1",
        "<alice%elsewhere.example@example.org>        | 550 5.1.1",
        "<elsewhere.example!user@example.org>         | 550 5.1.1",
        "<\"user@elsewhere.example\"@example.org>     | 550 5.1.1",
        "<\"alice@example.org\"@elsewhere.example>    | 550 5.7.1",
        // RFC 5321 §3.6.1, §C: a source route is ignored
        "<@example.org:user@elsewhere.example>        | 550 5.7.1",
        "<@example.org,@x.example:u@elsewhere.example>| 550 5.7.1",
        "<user@elsewhere.example@example.org>         | 501 5.1.3",
        "<alice@example.org@elsewhere.example>        | 501 5.1.3",
        "<alice@example.org,user@elsewhere.example>   | 501 5.1.3",
        "<user@elsewhere.example>,<alice@example.org> | 501 5",
        // as relay testers have it
        "<\"user@elsewhere.example\">                 | 501 5.1.3",
        "<\"user%elsewhere.example\"@example.org>     | 550 5.1.1",
        "<\"alice\"%elsewhere.example@example.org>    | 501 5.1.3",
        "<user%elsewhere.example>                     | 501 5.1.3",
        "<elsewhere.example!user>                     | 501 5.1.3",
        "<user%elsewhere.example@[127.0.0.1]>         | 550 5.7.1",
        "<elsewhere.example!user@[127.0.0.1]>         | 550 5.7.1",
        "<@[127.0.0.1]:user@elsewhere.example>        | 550 5.7.1",
        "<user@[IPv6:::1]>                            | 550 5.7.1",
        "<user@localhost>                             | 550 5.7.1",
        "<user@elsewhere.example.>                    | 501 5.1.3",
        "<alice@example.org.>                         | 501 5.1.3",
        "<user@>                                      | 501 5.1.3",
        "<@example.org>                               | 501 5.1.3",
        "<@example.org:>                              | 501 5.1.3",
        "<user@elsewhere.example:25@example.org>      | 501 5.1.3",
        "<alice+@elsewhere.example>                   | 550 5.7.1",
        "<postmaster@elsewhere.example>               | 550 5.7.1",
        "user@elsewhere.example                       | 501 5.1.3",
        "<user@elsewhere.example> ORCPT=rfc822;alice@example.org | 550 5.7.1",
      })
  void refuses(String path, String reply) throws IOException {
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      // a local sender proves nothing
      assertThat(client.command("MAIL FROM:<alice@example.org>")).startsWith("250");
      assertThat(client.command("RCPT TO:" + path)).startsWith(reply);
      assertThat(client.command("DATA")).startsWith("554");
    }
    assertThat(smartHost.mails()).allMatch(mail -> mail.text().contains("from the relay network"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<>",
        "<alice@example.org>",
        "<nobody@example.org>",
        "<postmaster@example.org>",
        "<alice@router.example.org>",
        "<alice@localhost>",
        "<alice@[127.0.0.1]>",
        "<alice@[127.0.0.2]>",
        "<alice%example.org@elsewhere.example>",
        "<@example.org:alice@elsewhere.example>",
        "<user@elsewhere.example>",
        "<alice@example.org> SIZE=1 BODY=8BITMIME SMTPUTF8",
      })
  void refusesWhateverTheSenderSays(String reversePath) throws IOException {
    for (String greeting :
        List.of(
            "HELO router.example.org", "EHLO localhost", "EHLO [127.0.0.2]", "EHLO example.org")) {
      try (SmtpTestClient client = new SmtpTestClient(router.smtp())) {
        assertThat(client.reply()).startsWith("220");
        assertThat(client.command(greeting)).startsWith("250");
        assertThat(client.command("MAIL FROM:" + reversePath)).startsWith("250");
        assertThat(client.command("RCPT TO:<user@elsewhere.example>")).startsWith("550 5.7.1");
      }
    }
  }

  @Test
  void refusesARelayRecipientBesideALocalOne() throws IOException {
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      client.command("MAIL FROM:<alice@example.org>");
      assertThat(client.command("RCPT TO:<alice@example.org>")).startsWith("250");
      assertThat(client.command("RCPT TO:<user@elsewhere.example>")).startsWith("550 5.7.1");
      client.command("DATA");
      client.send("To: user@elsewhere.example\r\nBcc: user@elsewhere.example\r\n\r\n.\r\n");
      assertThat(client.reply()).startsWith("250");
    }
    await().until(() -> router.mailbox("alice", "Bcc: user@elsewhere.example").size() == 1);
    assertThat(smartHost.mails()).allMatch(mail -> mail.text().contains("from the relay network"));
  }

  @Test
  void takesMailForLocalUsersFromEverybody() {
    router.deliver("a@client.example", "bob@example.org", "Subject: stranger\r\n\r\n");
    await().until(() -> router.mailbox("bob", "Subject: stranger").size() == 1);
  }

  @Test
  void takesMailForOthersFromTheRelayNetwork() throws IOException {
    try (SmtpTestClient client = new SmtpTestClient("127.0.0.2", router.smtp())) {
      assertThat(client.reply()).startsWith("220");
      client.command("EHLO inside.example");
      byte[] content = "Subject: from the relay network\r\n\r\n".getBytes(US_ASCII);
      assertThat(client.mail("a@inside.example", List.of("user@elsewhere.example"), content))
          .startsWith("250");
    }
    await().until(() -> smartHost.mailsTo("user@elsewhere.example").size() == 1);
  }
}
