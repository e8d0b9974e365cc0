package org.dromedary.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;

/** One conversation of a {@link FakeMta}. */
final class FakeMtaSession {
  private static final Duration DRIP = Duration.ofMillis(50);

  private final FakeMta mta;
  private final Socket socket;
  private LineInput in;
  private OutputStream out;
  private boolean secure;
  private boolean authenticated;
  private final List<String> recipients = new ArrayList<>();
  private String mailArguments = "";
  private boolean closing;

  FakeMtaSession(FakeMta mta, Socket socket) throws IOException {
    this.mta = mta;
    this.socket = socket;
    this.in = new LineInput(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream());
  }

  void run() throws IOException {
    if (mta.is(FakeMtaTrait.IMPLICIT_TLS)) {
      encrypt();
    }
    greet();
    out.flush(); // also when the client was too quick
    while (!closing) {
      if (!in.hasMore()) {
        out.flush();
      }
      String line = new String(in.next(), UTF_8);
      mta.heard(line, in.hasMore());
      command(line);
    }
    out.flush();
  }

  private void encrypt() throws IOException {
    SSLSocket encrypted =
        (SSLSocket) mta.tls().orElseThrow().getSocketFactory().createSocket(socket, null, false);
    encrypted.setUseClientMode(false);
    encrypted.startHandshake();
    in = new LineInput(encrypted.getInputStream());
    out = new BufferedOutputStream(encrypted.getOutputStream());
    secure = true;
    mta.encrypted();
  }

  private void auth(String[] words) throws IOException {
    if (mta.is(FakeMtaTrait.DEFER_AUTH)) {
      reply("454 4.7.0 not just now");
      return;
    }
    if (mta.is(FakeMtaTrait.ENDLESS_AUTH)) {
      while (true) {
        challenge("");
      }
    }
    FakeMtaLogin login = mta.login().orElseThrow();
    String mechanism = words[1];
    boolean right =
        switch (mechanism) {
          case "LOGIN" ->
              login.isRightLogin(
                  challenge(FakeMtaLogin.base64("Username:")),
                  challenge(FakeMtaLogin.base64("Password:")));
          case "CRAM-MD5" ->
              login.isRight(mechanism, challenge(FakeMtaLogin.base64(FakeMtaLogin.CHALLENGE)));
          default -> login.isRight(mechanism, words[2]);
        };
    if (!right && mechanism.equals("XOAUTH2")) {
      challenge(FakeMtaLogin.base64("{\"status\":\"401\"}"));
    }
    authenticated = right;
    reply(right ? "235 2.7.0 welcome" : "535 5.7.8 not you");
  }

  private String challenge(String base64) throws IOException {
    reply("334 " + base64);
    out.flush();
    return new String(in.next(), UTF_8);
  }

  private void startTls() throws IOException {
    if (mta.is(FakeMtaTrait.DEFER_STARTTLS)) {
      reply("454 4.7.0 no TLS just now");
    } else if (mta.is(FakeMtaTrait.REFUSE_STARTTLS)) {
      reply("502 5.5.1 no TLS after all");
    } else {
      reply("220 2.0.0 go ahead");
      if (mta.is(FakeMtaTrait.INJECT_STARTTLS)) {
        reply("250 2.0.0 as if it came by TLS");
      }
      out.flush();
      if (mta.is(FakeMtaTrait.DROP_STARTTLS)) {
        closing = true;
      } else if (mta.is(FakeMtaTrait.GARBAGE_STARTTLS)) {
        socket.getInputStream().read(); // the client has begun
        replyAndClose("this is no TLS at all");
      } else if (mta.is(FakeMtaTrait.STALL_STARTTLS)) {
        stall();
      } else {
        encrypt();
      }
    }
  }

  private void greet() throws IOException {
    if (mta.is(FakeMtaTrait.SILENT)) {
      stall();
    } else if (!mta.hasRoom() || mta.is(FakeMtaTrait.DEFER_GREETING)) {
      replyAndClose("421 4.3.2 come back later");
    } else if (mta.is(FakeMtaTrait.REFUSE_GREETING)) {
      replyAndClose("554 5.7.1 no SMTP service here");
    } else if (mta.is(FakeMtaTrait.GARBAGE)) {
      replyAndClose("SSH-2.0-what");
    } else if (mta.is(FakeMtaTrait.ENDLESS_LINE)) {
      endless("220-endless ");
    } else if (mta.is(FakeMtaTrait.ENDLESS_REPLY)) {
      endless("220-endless\r\n");
    } else {
      reply("220 fake.example ESMTP");
    }
  }

  private void endless(String piece) throws IOException {
    while (true) {
      out.write(piece.getBytes(UTF_8));
    }
  }

  private void command(String line) throws IOException {
    switch (verb(line)) {
      case "EHLO" -> ehlo();
      case "HELO" -> helo();
      case "MAIL" -> mail(argument(line));
      case "RCPT" -> rcpt(argument(line));
      case "DATA" -> data();
      case "STAR" -> startTls();
      case "AUTH" -> auth(line.split(" ", -1));
      case "RSET" -> {
        reset();
        reply("250 2.0.0 reset");
      }
      case "NOOP" -> reply("250 2.0.0 fine");
      case "QUIT" -> replyAndClose("221 2.0.0 bye");
      default -> reply("500 5.5.2 what?");
    }
  }

  private static String verb(String line) {
    return line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
  }

  private static String argument(String line) {
    return line.substring(line.indexOf(':') + 1).strip();
  }

  private void ehlo() throws IOException {
    if (mta.is(FakeMtaTrait.NO_EHLO)) {
      reply("502 5.5.1 never heard of it");
    } else if (greetingRefused()) {
      return;
    } else {
      reply(String.join("\r\n", offers()));
    }
  }

  private List<String> offers() {
    List<String> lines = new ArrayList<>();
    lines.add("250-fake.example");
    offer(lines, FakeMtaTrait.NO_PIPELINING, "PIPELINING");
    offer(lines, FakeMtaTrait.NO_SIZE, "SIZE " + mta.maximumSize());
    offer(lines, FakeMtaTrait.NO_8BITMIME, "8BITMIME");
    offer(lines, FakeMtaTrait.NO_SMTPUTF8, "SMTPUTF8");
    mta.login().ifPresent(login -> lines.add("250-AUTH " + String.join(" ", login.mechanisms())));
    if (mta.tls().isPresent() && !secure) {
      lines.add("250-STARTTLS");
    }
    if (secure && mta.is(FakeMtaTrait.REQUIRETLS)) {
      lines.add("250-REQUIRETLS");
    }
    if (mta.is(FakeMtaTrait.DSN)) {
      lines.add("250-DSN");
    }
    lines.add("250 ENHANCEDSTATUSCODES");
    return lines;
  }

  private void offer(List<String> lines, FakeMtaTrait without, String keyword) {
    if (!mta.is(without)) {
      lines.add("250-" + keyword);
    }
  }

  private void helo() throws IOException {
    if (!greetingRefused()) {
      reply("250 fake.example");
    }
  }

  private boolean greetingRefused() throws IOException {
    if (mta.is(FakeMtaTrait.DEFER_EHLO)) {
      reply("451 4.3.0 not now");
      return true;
    }
    if (mta.is(FakeMtaTrait.REFUSE_EHLO)) {
      reply("550 5.7.1 not you");
      return true;
    }
    return false;
  }

  private void mail(String argument) throws IOException {
    if (mta.login().isPresent() && !authenticated) {
      reply("530 5.7.0 who are you?");
    } else if (mta.is(FakeMtaTrait.SHUT_DOWN_AT_MAIL)) {
      replyAndClose("421 4.3.2 shutting down");
    } else if (mta.is(FakeMtaTrait.DEFER_MAIL)) {
      reply("451 4.7.0 not now");
    } else if (mta.is(FakeMtaTrait.REFUSE_MAIL)) {
      reply("550 5.7.1 sender refused");
    } else if (!mailArguments.isEmpty()) {
      reply("503 5.5.1 nested MAIL");
    } else {
      mailArguments = argument;
      reply("250 2.1.0 sender ok");
    }
  }

  private void rcpt(String argument) throws IOException {
    if (mailArguments.isEmpty()) {
      reply("503 5.5.1 MAIL first");
      return;
    }
    String address = argument.substring(argument.indexOf('<') + 1, argument.indexOf('>'));
    switch (FakeMtaRecipient.of(address)) {
      case DEFER_RCPT -> reply("450 4.2.0 mailbox busy");
      case FAIL_RCPT -> reply("550 5.1.1 no such user");
      case SHUT_DOWN_RCPT -> replyAndClose("421 4.3.2 shutting down");
      case DROP_RCPT -> closing = true;
      case STALL -> stall();
      case GREYLIST -> {
        if (mta.firstSeen(address)) {
          reply("450 4.7.1 greylisted");
        } else {
          acceptRecipient(address);
        }
      }
      default -> acceptRecipient(address);
    }
  }

  private void acceptRecipient(String address) throws IOException {
    recipients.add(address);
    reply("250 2.1.5 recipient ok");
  }

  private void data() throws IOException {
    if (recipients.isEmpty() && !mta.is(FakeMtaTrait.DATA_WITHOUT_RECIPIENTS)) {
      reply("503 5.5.1 no recipients");
    } else if (wants(FakeMtaRecipient.DEFER_DATA_COMMAND)) {
      reply("451 4.3.0 not now");
    } else if (wants(FakeMtaRecipient.FAIL_DATA_COMMAND)) {
      reply("554 5.5.1 no valid recipients");
    } else if (wants(FakeMtaRecipient.DROP_DATA_COMMAND)) {
      closing = true;
    } else {
      reply("354 go ahead");
      out.flush();
      content();
    }
  }

  private void content() throws IOException {
    if (mta.is(FakeMtaTrait.DEAF_IN_DATA)) {
      stallWithoutReading();
    } else if (wants(FakeMtaRecipient.DROP_IN_DATA)) {
      in.next();
      closing = true;
    } else if (wants(FakeMtaRecipient.REFUSE_IN_DATA)) {
      in.next();
      replyAndClose("552 5.3.4 too much for me");
    } else {
      answerDot(readContent());
    }
  }

  private void answerDot(byte[] content) throws IOException {
    if (content.length > mta.maximumSize()) {
      reply("552 5.3.4 too large");
    } else if (recipients.isEmpty()) {
      reply("554 5.5.1 no valid recipients");
    } else if (wants(FakeMtaRecipient.DEFER_DATA)) {
      reply("451 4.3.0 try again");
    } else if (wants(FakeMtaRecipient.FAIL_DATA)) {
      reply("554 5.6.0 content refused");
    } else {
      take(content);
    }
    reset();
  }

  private void take(byte[] content) throws IOException {
    mta.waits(true);
    while (mta.is(FakeMtaTrait.WAIT_AT_DOT) && !socket.isClosed()) {
      LockSupport.parkNanos(DRIP.toNanos());
    }
    mta.waits(false);
    mta.took(new FakeMtaMail(mailArguments, List.copyOf(recipients), content));
    if (wants(FakeMtaRecipient.DROP_AFTER_DATA)) {
      closing = true;
    } else if (wants(FakeMtaRecipient.STALL_AFTER_DATA)) {
      stall();
    } else {
      reply("250 2.0.0 taken");
      closing = mta.is(FakeMtaTrait.ONE_MAIL_PER_CONNECTION);
    }
  }

  private boolean wants(FakeMtaRecipient behaviour) {
    return recipients.stream().anyMatch(address -> FakeMtaRecipient.of(address) == behaviour);
  }

  private void reset() {
    mailArguments = "";
    recipients.clear();
  }

  private byte[] readContent() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      byte[] line = in.next();
      if (line.length == 1 && line[0] == '.') {
        return content.toByteArray();
      }
      int stuffed = line.length > 0 && line[0] == '.' ? 1 : 0;
      content.write(line, stuffed, line.length - stuffed);
      content.write('\r');
      content.write('\n');
    }
  }

  /** Answers nothing more, until the client or the test closes the connection. */
  private void stall() throws IOException {
    out.flush();
    in.drain();
    closing = true;
  }

  private void stallWithoutReading() {
    while (!socket.isClosed()) {
      LockSupport.parkNanos(DRIP.toNanos());
    }
    closing = true;
  }

  private void replyAndClose(String text) throws IOException {
    reply(text);
    closing = true;
  }

  private void reply(String text) throws IOException {
    byte[] octets = (text + "\r\n").getBytes(UTF_8);
    if (!mta.is(FakeMtaTrait.SLOW_DRIP)) {
      out.write(octets);
      return;
    }
    for (byte octet : octets) {
      LockSupport.parkNanos(DRIP.toNanos());
      out.write(octet);
      out.flush();
    }
  }
}
