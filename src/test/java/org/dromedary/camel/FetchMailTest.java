package org.dromedary.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Domain;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.queue.MailListener;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.testkit.MutableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a mail that camel-mail has found; without a server. */
class FetchMailTest {
  private static final String MAIL = "Subject: x\r\ndelete: true\r\nmoveTo: Trash\r\n\r\ntext\r\n";

  private final DefaultCamelContext camel = new DefaultCamelContext();

  @TempDir private Path directory;
  private MailEndpoint endpoint;
  private boolean room = true;
  private FetchMail fetch;

  @BeforeEach
  void prepare() {
    RemoteBox box = new RemoteBox();
    box.setUser("u");
    box.setPassword("p");
    box.setRecipients("alice@example.org");
    endpoint =
        camel.getEndpoint("imaps://imap.example.net:993?username=u&password=p", MailEndpoint.class);
    endpoint.getConfiguration().setAuthenticator(box);
    fetch = newFetch();
  }

  private FetchMail newFetch() {
    MutableClock clock = new MutableClock(Instant.parse("2026-11-26T12:00:00Z"));
    return new FetchMail(
        new FetchMail.Place(Domain.parse("router.example.org"), directory, directory),
        new FetchMail.Limits(10_000, 10_000),
        () -> room,
        new QueueIdGenerator(clock, new Random(1)),
        clock,
        new MailLog(clock, MailListener.NONE));
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  /** As the consumer of camel-mail makes it. */
  private Exchange exchange(String uid, String octets) throws MessagingException {
    Exchange exchange = new DefaultExchange(camel);
    exchange.getExchangeExtension().setFromEndpoint(endpoint);
    exchange.getExchangeExtension().setFromRouteId("fetch-x");
    exchange.setProperty("CamelMailMessageId", uid);
    exchange.getMessage().setBody(new Raw(octets));
    exchange.getMessage().setHeader("delete", "true");
    return exchange;
  }

  private Exchange taken(String uid, String octets) throws Exception {
    Exchange exchange = exchange(uid, octets);
    fetch.take().process(exchange);
    return exchange;
  }

  private static QueuedMessage mail(Exchange exchange) {
    assertThat(exchange.isRouteStop()).isFalse();
    return exchange.getMessage().getBody(QueuedMessage.class);
  }

  @Test
  void keepsTheOctetsBehindATraceFieldAndNoHeader() throws Exception {
    Exchange exchange = taken("1", MAIL);
    QueuedMessage mail = mail(exchange);
    assertThat(exchange.getMessage().getHeaders()).isEmpty();
    try (InputStream in = mail.content().open()) {
      assertThat(new String(in.readAllBytes(), ISO_8859_1))
          .startsWith(
              "Received: from imap.example.net (fetched by fetch-x)\r\n\tby router.example.org with IMAP id ")
          .endsWith(" +0000\r\n" + MAIL);
    }
    assertThat(mail.envelope().recipients())
        .extracting(r -> r.address().toString())
        .containsExactly("alice@example.org");
    assertThat(mail.arrival().protocol()).isEqualTo("IMAP");
    assertThat(mail.arrival().listener()).isEqualTo("fetch");
    assertThat(mail.arrival().client()).isEqualTo("imap.example.net");
    assertThat(mail.envelope().body()).isEqualTo(BodyType.SEVEN_BIT);
    assertThat(mail(taken("2", MAIL + "\u00fc\r\n")).envelope().body())
        .isEqualTo(BodyType.EIGHT_BIT_MIME);
  }

  @ParameterizedTest
  @CsvSource({
    "Return-Path: <a@client.example>, <a@client.example>",
    "return-path:<>, <>",
    "Return-Path: a@client.example, <>",
    "Return-Path: <a@client.example> SIZE=1, <>",
    "From: a@client.example, <>"
  })
  void takesTheReversePathOfTheLastDelivery(String field, String path) throws Exception {
    assertThat(mail(taken("1", field + "\r\n" + MAIL)).envelope().reversePath()).hasToString(path);
  }

  @Test
  void doesNotTakeTwiceWhatIsDurableEvenAfterARestart() throws Exception {
    Exchange first = taken("1", MAIL);
    fetch.remember().process(first);
    fetch = newFetch();
    Exchange again = taken("1", MAIL);
    assertThat(again.isRouteStop()).isTrue();
    assertThat(again.isFailed()).isFalse(); // so that it is removed there
    assertThat(again.getMessage().getHeader("delete")).isNull();
    assertThat(mail(taken("2", MAIL)).queueId()).isNotNull();
  }

  @Test
  void takesAgainWhatDidNotBecomeDurable() throws Exception {
    var unused = taken("1", MAIL);
    assertThat(mail(taken("1", MAIL))).isNotNull();
  }

  @Test
  void leavesThereWhatCannotBeTaken() throws Exception {
    for (String octets : new String[] {"Subject: x\n\n", "X: " + "x".repeat(10_000) + "\r\n\r\n"}) {
      Exchange exchange = taken(octets.substring(0, 2), octets);
      assertThat(exchange.isRouteStop()).isTrue();
      assertThat(exchange.getMessage().getHeader("delete")).isEqualTo(false);
      Exchange again = taken(octets.substring(0, 2), MAIL);
      assertThat(again.isRouteStop()).isTrue();
      assertThat(again.getMessage().getHeader("delete")).isEqualTo(false);
    }
  }

  @Test
  void refusesWhatItHasFetchedBefore() throws Exception {
    String own;
    try (InputStream in = mail(taken("1", MAIL)).content().open()) {
      own = new String(in.readAllBytes(), ISO_8859_1);
    }
    assertThat(taken("2", "Received: from a by b; x\r\n" + own).getMessage().getHeader("delete"))
        .isEqualTo(false);
  }

  @Test
  void leavesMailWhereItIsWhileThereIsNoRoom() throws Exception {
    room = false;
    assertThatThrownBy(() -> taken("1", MAIL)).hasMessageContaining("no room");
    room = true;
    assertThat(mail(taken("1", MAIL))).isNotNull();
  }

  /** Gives octets as a server does; Angus' own class would end its lines anew. */
  private static final class Raw extends MimeMessage {
    private final String octets;

    Raw(String octets) throws MessagingException {
      super(null, new ByteArrayInputStream(octets.getBytes(ISO_8859_1)));
      this.octets = octets;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(octets.getBytes(ISO_8859_1));
    }
  }
}
