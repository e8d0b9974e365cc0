package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a client says with DSN parameters reaches the next server, or the notice. */
@Timeout(60)
class DsnParametersTravelIT {

  private static void send(RouterUnderTest router, String rcpt) throws IOException {
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      assertThat(client.command("MAIL FROM:<alice@example.org> RET=HDRS ENVID=QQ+2B314159"))
          .startsWith("250");
      assertThat(client.command("RCPT TO:" + rcpt)).startsWith("250");
      // BDAT, so that both extensions are used at once
      client.send("BDAT 14\r\nSubject: x\r\n\r\nBDAT 4 LAST\r\nhi\r\n");
      assertThat(client.reply()).startsWith("250");
      assertThat(client.reply()).startsWith("250 2.0.0");
    }
  }

  @Test
  void toANextServerThatOffersDsn(@TempDir Path directory) throws IOException {
    try (FakeMta mta = FakeMta.start(FakeMtaTrait.DSN);
        RouterUnderTest router = RouterUnderTest.in(directory).smartHosts(mta).start()) {
      send(
          router,
          "<user@elsewhere.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;U+2Bser@elsewhere.example");
      await().until(() -> mta.mails().size() == 1);
      assertThat(mta.mails().getFirst().text()).endsWith("Subject: x\r\n\r\nhi\r\n");
      assertThat(mta.commands())
          .anyMatch(line -> line.contains("RET=HDRS") && line.contains("ENVID=QQ+2B314159"))
          .anyMatch(
              line ->
                  line.contains("NOTIFY=SUCCESS,FAILURE")
                      && line.contains("ORCPT=rfc822;U+2Bser@elsewhere.example"));
    }
  }

  @Test
  void intoTheNoticeOfAFailure(@TempDir Path directory) throws IOException {
    try (FakeMta mta = FakeMta.start(FakeMtaTrait.REFUSE_MAIL);
        RouterUnderTest router = RouterUnderTest.in(directory).smartHosts(mta).start()) {
      send(router, "<quiet@elsewhere.example> NOTIFY=NEVER");
      send(router, "<user@elsewhere.example> ORCPT=rfc822;first@elsewhere.example");
      await().until(() -> !router.mailbox("alice").isEmpty());
      assertThat(router.mailbox("alice"))
          .singleElement()
          .asString()
          .contains("Original-Envelope-Id: QQ+314159")
          .contains("Original-Recipient: rfc822; first@elsewhere.example")
          .doesNotContain("quiet@elsewhere.example");
    }
  }
}
