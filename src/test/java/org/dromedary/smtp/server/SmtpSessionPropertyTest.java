package org.dromedary.smtp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.dromedary.mail.MailContent;
import org.dromedary.smtp.server.SmtpServerSettings.Limits;

class SmtpSessionPropertyTest {
  private static final Limits PATIENT = limits(1 << 20);

  private static Limits limits(int inMemoryOctets) {
    return new Limits(
        1 << 20,
        inMemoryOctets,
        3,
        Integer.MAX_VALUE,
        10,
        Integer.MAX_VALUE,
        Limits.DEFAULTS.commandTimeout(),
        Limits.DEFAULTS.dataTimeout());
  }

  /** Replies, of one or more lines. */
  private static long replies(String heard) {
    return heard.lines().filter(line -> line.charAt(3) == ' ').count();
  }

  @Property
  void givesEachCommandOneReplyInWhateverOrder(
      @ForAll @Size(max = 40) List<@net.jqwik.api.From("commands") String> commands) {
    SessionDriver driver = new SessionDriver(PATIENT).greeted();
    for (String command : commands) {
      driver.send(command + "\r\n");
      String heard = driver.heard();
      assertThat(replies(heard)).as("%s is told %s", command, heard).isEqualTo(1);
      if (heard.startsWith("354")) {
        driver.send("NOOP\r\nQUIT\r\n");
        assertThat(driver.heard()).as("data are no commands").isEmpty();
        driver.send(".\r\n");
        assertThat(replies(driver.heard())).isEqualTo(1);
      }
      if (driver.closed) {
        assertThat(command).isEqualToIgnoringCase("QUIT");
        return;
      }
    }
    driver.send("NOOP\r\n");
    assertThat(driver.heard()).isEqualTo("250 2.0.0 Ok\r\n");
  }

  @Provide
  Arbitrary<String> commands() {
    Arbitrary<String> known =
        Arbitraries.of(
            "HELO client.example",
            "EHLO client.example",
            "EHLO",
            "MAIL FROM:<a@client.example>",
            "MAIL FROM:<> SIZE=5 SMTPUTF8",
            "MAIL FROM:<",
            "RCPT TO:<b@mx.example>",
            "RCPT TO:<c@mx.example>",
            "RCPT TO:<unknown@mx.example>",
            "RCPT TO:<postmaster>",
            "RCPT",
            "DATA",
            "RSET",
            "NOOP",
            "VRFY b",
            "EXPN b",
            "HELP",
            "quit");
    Arbitrary<String> any =
        Arbitraries.strings()
            .withCharRange('\0', '\u0009')
            .withCharRange('\u000b', '\u00ff')
            .ofMaxLength(30)
            .filter(text -> !text.strip().equalsIgnoreCase("QUIT"));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(8, known), net.jqwik.api.Tuple.of(1, any));
  }

  /** Mail only for whom a recipient was accepted, from whom may send, whatever the order. */
  @Property
  void letsNobodyPastTheRules(
      @ForAll @Size(max = 60) List<@net.jqwik.api.From("pieces") String> pieces,
      @ForAll ListenerKind listener) {
    SessionDriver driver =
        new SessionDriver(listener, PATIENT, SmtpServerSettings.Policy.DEFAULTS).greeted();
    for (String piece : pieces) {
      driver.send(piece);
      if (driver.tlsOffered) {
        driver.tlsOffered = false;
        driver.tlsStarted();
      }
    }
    for (ReceivedMail mail : driver.mails) {
      assertThat(mail.envelope().recipients()).isNotEmpty();
      assertThat(driver.asked)
          .extracting(RecipientRequest::recipient)
          .containsAll(mail.envelope().recipients());
      if (listener.requiresAuthentication()) {
        assertThat(mail.client().tls()).isTrue();
        assertThat(mail.client().user()).contains("bob");
        assertThat(mail.envelope().reversePath().toString()).isIn("<>", "<bob@client.example>");
      }
    }
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
        "EHLO client.example\r\n",
        "STARTTLS\r\n",
        "AUTH PLAIN AGJvYgBzZWNyZXQ=\r\n",
        "AUTH PLAIN AGJvYgB3cm9uZw==\r\n",
        "AUTH LOGIN\r\n",
        "AUTH LOGIN Ym9i\r\n",
        "c2VjcmV0\r\n",
        "*\r\n",
        "MAIL FROM:<bob@client.example>\r\n",
        "MAIL FROM:<carol@client.example>\r\n",
        "MAIL FROM:<>\r\n",
        "RCPT TO:<b@mx.example>\r\n",
        "RCPT TO:<unknown@mx.example>\r\n",
        "DATA\r\n",
        ".\r\n",
        "BDAT 3\r\n",
        "BDAT 2 LAST\r\n",
        "BDAT 0 LAST\r\n",
        "a\r\n",
        "\r\n",
        "\n",
        "RSET\r\n",
        "NOOP\r\n",
        "\u0000");
  }

  @Property
  void neverThrowsOnAnyInput(@ForAll("chunks") List<String> chunks) {
    SessionDriver driver = new SessionDriver(PATIENT).greeted();
    for (String chunk : chunks) {
      driver.send(chunk);
    }
    assertThat(driver.heard().lines()).allMatch(line -> line.matches("[245]\\d\\d[- ].*|354 .*"));
  }

  @Provide
  Arbitrary<List<String>> chunks() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "EHLO a\r\n",
            "MAIL FROM:<>\r\n",
            "RCPT TO:<b@mx.example>\r\n",
            "DATA\r\n",
            "BDAT 3\r\n",
            "BDAT 1 LAST\r\n",
            "\r\n.\r\n",
            "\r",
            "\n",
            ".",
            "\0",
            "QUIT",
            "RSET\r\n",
            "\u00e4",
            "x\r\n",
            "\n.\n",
            " ");
    return piece.list().ofMaxSize(4).map(pieces -> String.join("", pieces)).list().ofMaxSize(30);
  }

  @Property
  void givesContentBackOctetForOctet(
      @ForAll("contents") String content,
      @ForAll @IntRange(min = 1, max = 40) int chunk,
      @ForAll @IntRange(min = 1, max = 200) int inMemoryOctets)
      throws IOException {
    SessionDriver driver = new SessionDriver(limits(inMemoryOctets)).inTransaction();
    driver.send("DATA\r\n");
    String stuffed = ("\r\n" + content).replace("\r\n.", "\r\n..").substring(2) + ".\r\n";

    for (int i = 0; i < stuffed.length(); i += chunk) {
      driver.send(stuffed.substring(i, Math.min(stuffed.length(), i + chunk)));
    }

    MailContent received = driver.mails.getFirst().content();
    if (received instanceof MailContent.InMemory) {
      try (InputStream in = received.open()) {
        String headerEnd = content.startsWith(" ") || content.startsWith("\t") ? "\r\n" : "";
        assertThat(new String(in.readAllBytes(), ISO_8859_1))
            .endsWith("+0000\r\n" + headerEnd + content);
      }
    } else {
      assertThat(driver.stored.toString(ISO_8859_1)).isEqualTo(content);
    }
  }

  @Provide
  Arbitrary<String> contents() {
    Arbitrary<String> line =
        Arbitraries.strings()
            .withCharRange('\u0001', '\u0009')
            .withCharRange('\u000e', '\u00ff')
            .withChars("....")
            .ofMaxLength(30);
    return line.map(text -> text + "\r\n")
        .list()
        .ofMaxSize(15)
        .map(lines -> String.join("", lines));
  }
}
