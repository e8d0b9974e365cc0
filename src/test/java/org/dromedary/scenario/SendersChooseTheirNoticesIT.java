package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Notify;
import org.dromedary.mail.OriginalRecipient;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.Ret;
import org.dromedary.mail.ReversePath;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.spool.SpoolInjector;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sender gets the notices that it asked for, and no others (RFC 3461). The mails are put on
 * {@code mail.ingress}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendersChooseTheirNoticesIT {
  private static final ReversePath CAROL = ReversePath.parse("<carol@client.example>");

  private final FakeMta mta = FakeMta.start();
  private final AtomicInteger mails = new AtomicInteger();
  private RouterUnderTest router;
  private SpoolView spool;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    router = RouterUnderTest.in(directory).smartHosts(mta).start();
    spool = SpoolView.open();
  }

  @BeforeEach
  void offerNoDsn() {
    mta.behave(FakeMtaTrait.ONE_MAIL_PER_CONNECTION);
  }

  @AfterAll
  void stop() throws Exception {
    spool.close();
    router.close();
    mta.close();
  }

  private static Recipient to(String address, String notify) {
    return new Recipient(
        ForwardPath.parse("<" + address + ">"),
        Optional.of(Notify.parse(notify)),
        Optional.of(new OriginalRecipient("rfc822", "First+" + address)));
  }

  private void inject(ReversePath from, MailOptions options, String content, Recipient... to)
      throws Exception {
    SpoolInjector.put(
        "mail.ingress",
        QueuedMessage.accepted(
            new QueueId("INJECTED" + mails.incrementAndGet()),
            new Envelope(from, List.of(to), options),
            new Arrival(Instant.now(), "ESMTP", "client.example[192.0.2.1]"),
            MailContent.of(content.getBytes(ISO_8859_1))));
  }

  /** The notices to carol that name this recipient. */
  private List<String> notices(String recipient) {
    return mta.mailsTo("carol@client.example").stream()
        .map(mail -> mail.text())
        .filter(text -> text.contains("Final-Recipient: rfc822; " + recipient + "\r\n"))
        .toList();
  }

  private String onlyNotice(String recipient) {
    await().until(() -> !notices(recipient).isEmpty());
    assertThat(notices(recipient)).hasSize(1);
    return notices(recipient).getFirst();
  }

  /** Until every mail so far, and its notices, have ended. */
  private void awaitEmptyQueues() {
    await()
        .until(
            () ->
                spool.depth("mail.ingress") == 0
                    && spool.depth("mail.local") == 0
                    && spool.depth("mail.outbound") == 0);
  }

  @Test
  void aDeliveryToAMailboxIsTold() throws Exception {
    inject(
        CAROL,
        MailOptions.NONE.withRet(Ret.FULL).withEnvelopeId("an id"),
        "Subject: told\r\n\r\nsecret body\r\n",
        to("alice@example.org", "SUCCESS"),
        to("bob@example.org", "FAILURE"));
    assertThat(onlyNotice("alice@example.org"))
        .contains(
            "Original-Envelope-Id: an id\r\n",
            "Original-Recipient: rfc822; First+alice@example.org\r\n",
            "Action: delivered\r\nStatus: 2.0.0\r\n",
            "Subject: told\r\n")
        .doesNotContain("secret body", "bob@example.org");
    await().until(() -> router.mailbox("bob", "Subject: told").size() == 1);
    assertThat(router.mailbox("alice", "Subject: told")).hasSize(1);
    awaitEmptyQueues();
    assertThat(notices("bob@example.org")).isEmpty();
  }

  @Test
  void aHandOverToAServerWithoutDsnIsTold() throws Exception {
    inject(
        CAROL,
        MailOptions.NONE.withEnvelopeId("id"),
        "Subject: x\r\n\r\n",
        to("relayed@elsewhere.example", "SUCCESS,FAILURE"),
        to("quiet@elsewhere.example", "NEVER"));
    assertThat(onlyNotice("relayed@elsewhere.example"))
        .contains(
            "Action: relayed\r\nStatus: 2.0.0\r\n", "Diagnostic-Code: smtp; 250 2.0.0 taken\r\n")
        .doesNotContain("quiet@");
    assertThat(mta.commands())
        .contains("RCPT TO:<relayed@elsewhere.example>", "RCPT TO:<quiet@elsewhere.example>");
  }

  @Test
  void aServerWithDsnIsAskedToTellOfADelivery() throws Exception {
    mta.behave(FakeMtaTrait.ONE_MAIL_PER_CONNECTION, FakeMtaTrait.DSN);
    inject(
        CAROL,
        MailOptions.NONE.withRet(Ret.HDRS).withEnvelopeId("a=b"),
        "Subject: x\r\n\r\n",
        to("asked@elsewhere.example", "SUCCESS"),
        to("fail-rcpt+asked@elsewhere.example", "FAILURE"));
    // what the server refuses it does not tell
    assertThat(onlyNotice("fail-rcpt+asked@elsewhere.example")).contains("Action: failed\r\n");
    assertThat(mta.commands())
        .contains(
            "RCPT TO:<asked@elsewhere.example> NOTIFY=SUCCESS"
                + " ORCPT=rfc822;First+2Basked@elsewhere.example")
        .anyMatch(line -> line.endsWith(" RET=HDRS ENVID=a+3Db"))
        // RFC 3461 §6.1: the notice
        .contains("RCPT TO:<carol@client.example> NOTIFY=NEVER");
    awaitEmptyQueues();
    assertThat(notices("asked@elsewhere.example")).isEmpty();
  }

  @Test
  void aFailureIsToldOnlyToWhoWantsToHearOfIt() throws Exception {
    inject(
        CAROL,
        MailOptions.NONE,
        "Subject: x\r\n\r\n",
        to("fail-rcpt+never@elsewhere.example", "NEVER"),
        to("fail-rcpt+told@elsewhere.example", "FAILURE"),
        to("nobody@example.org", "SUCCESS,DELAY"));
    assertThat(onlyNotice("fail-rcpt+told@elsewhere.example"))
        .contains("Original-Recipient: rfc822; First+fail-rcpt+told@elsewhere.example\r\n")
        .doesNotContain("never@", "nobody@");
    awaitEmptyQueues();
    assertThat(notices("fail-rcpt+never@elsewhere.example")).isEmpty();
    assertThat(notices("nobody@example.org")).isEmpty();
    assertThat(parked()).noneMatch(to -> to.contains("never@") || to.contains("nobody@"));
  }

  @Test
  void aMailWithoutASenderIsParkedWhateverItAsksFor() throws Exception {
    inject(
        ReversePath.NULL,
        MailOptions.NONE,
        "Subject: x\r\n\r\n",
        to("fail-rcpt+null@elsewhere.example", "NEVER"),
        to("taken+null@elsewhere.example", "SUCCESS"));
    await().until(() -> parked().contains("<fail-rcpt+null@elsewhere.example>"));
    awaitEmptyQueues();
    assertThat(mta.mailsTo("taken+null@elsewhere.example")).hasSize(1);
    assertThat(notices("taken+null@elsewhere.example")).isEmpty();
  }

  private List<String> parked() throws Exception {
    return spool.properties("mail.undeliverable").stream()
        .map(mail -> mail.getOrDefault("mailRecipients", ""))
        .toList();
  }

  @Test
  void theWholeMailComesBackToWhoWantsIt() throws Exception {
    // large enough to be in a file here
    String content = "Subject: x\r\n\r\n" + "caf\u00e9 au lait\r\n".repeat(40_000);
    inject(
        CAROL,
        MailOptions.NONE.withRet(Ret.FULL),
        content,
        to("fail-rcpt+whole@elsewhere.example", "FAILURE"));
    assertThat(onlyNotice("fail-rcpt+whole@elsewhere.example"))
        .contains("Content-Type: message/rfc822\r\n")
        .contains("\r\n\r\n" + content + "\r\n--");
    assertThat(mta.mailsTo("carol@client.example"))
        .anyMatch(mail -> mail.mailArguments().endsWith(" BODY=8BITMIME"));
  }

  @Test
  void aMailThatRequiresTlsStaysHereAndItsSenderHears() throws Exception {
    inject(
        CAROL,
        MailOptions.NONE.withRequireTls().withRet(Ret.FULL),
        "Subject: x\r\n\r\nsecret body\r\n",
        to("secure@elsewhere.example", "FAILURE"));
    assertThat(onlyNotice("secure@elsewhere.example"))
        .contains("Action: failed\r\nStatus: 5.7.10\r\n")
        .doesNotContain("secret body");
    assertThat(mta.mailsTo("secure@elsewhere.example")).isEmpty();
  }
}
