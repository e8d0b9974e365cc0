package org.dromedary.smtp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.server.SmtpServerSettings.Limits;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SmtpServerIT {
  private static final String ROUTE = "accept-smtp";
  private static final int MIB = 1 << 20;

  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final CamelContext camel = new DefaultCamelContext();
  private final SmtpServerBootstrapFactory bootstrap =
      new SmtpServerBootstrapFactory(Duration.ofSeconds(5));
  private final BlockingQueue<ReceivedMail> mails = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> onVirtualThread = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> contents = new LinkedBlockingQueue<>();
  private final CountDownLatch slowAnswer = new CountDownLatch(1);
  private final CompletableFuture<RecipientDecision> slowDecision = new CompletableFuture<>();

  private final Path directory;

  SmtpServerIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void stop() throws Exception {
    slowAnswer.countDown();
    camel.close();
    workers.close();
  }

  private CompletionStage<Authenticator.Result> authenticate(Credentials credentials) {
    return CompletableFuture.completedFuture(new Authenticator.Result.Rejected());
  }

  private SSLEngine tlsEngine() {
    throw new IllegalStateException("no TLS in this test");
  }

  private void start(Limits limits) throws Exception {
    start(limits, 0, directory);
  }

  private void start(Limits limits, int port, Path temporaryDirectory) throws Exception {
    SmtpServerSettings defaults = SessionDriver.settings(limits);
    SmtpServerSettings settings =
        new SmtpServerSettings(
            defaults.hostname(),
            defaults.postmaster(),
            List.of(),
            defaults.clientLimits(),
            defaults.policy(),
            temporaryDirectory,
            limits);
    InstantSource clock = InstantSource.system();
    SmtpServerServices services =
        new SmtpServerServices(
            this::check,
            () -> true,
            this::authenticate,
            this::tlsEngine,
            RefusalListener.NONE,
            ConnectionListener.NONE,
            new QueueIdGenerator(clock, new Random(1)),
            clock,
            workers,
            new Defence(settings, 1 << 30, System::nanoTime));
    camel
        .getRegistry()
        .bind(
            "smtpServerInitializer",
            new SmtpServerInitializerFactory(ListenerKind.RELAY, settings, services));
    camel.getRegistry().bind("smtpBootstrap", bootstrap);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("netty:tcp://127.0.0.1:"
                    + port
                    + "?serverInitializerFactory=#smtpServerInitializer"
                    + "&nettyServerBootstrapFactory=#smtpBootstrap&sync=true")
                .routeId(ROUTE)
                .process(SmtpServerIT.this::accept);
          }
        });
    camel.start();
  }

  /** The recipient's name says what becomes of it. */
  private CompletionStage<RecipientDecision> check(RecipientRequest request) {
    return switch (request.recipient().address().localPart()) {
      case "unknown" ->
          CompletableFuture.supplyAsync(
              () -> new RecipientDecision.Refused(SmtpReply.of(550, "5.1.1", "No such mailbox")),
              workers);
      case "slow-check" -> slowDecision;
      case "broken-check" ->
          CompletableFuture.failedFuture(new IllegalStateException("table is gone"));
      case "throwing-check" -> throw new IllegalStateException("table is gone");
      default -> CompletableFuture.completedFuture(RecipientDecision.ACCEPTED);
    };
  }

  private void accept(Exchange exchange) throws Exception {
    ReceivedMail mail = exchange.getMessage().getBody(ReceivedMail.class);
    mails.add(mail);
    onVirtualThread.add(Thread.currentThread().isVirtual());
    try (InputStream in = mail.content().open()) {
      contents.add(new String(in.readAllBytes(), ISO_8859_1));
    }
    switch (mail.envelope().recipients().getFirst().address().localPart()) {
      case "throws" -> throw new IOException("store is gone");
      case "null" -> exchange.getMessage().setBody(null);
      case "text" -> exchange.getMessage().setBody("250 Ok");
      case "barred" ->
          exchange
              .getMessage()
              .setBody(MailRefusal.of(SmtpReply.of(550, "5.7.1", "No such mail here")));
      case "full" -> exchange.getMessage().setBody(SmtpReply.of(452, "4.3.1", "Full"));
      default -> {
        if (mail.envelope().recipients().getFirst().address().localPart().equals("slow-answer")) {
          slowAnswer.await();
        }
        exchange
            .getMessage()
            .setBody(SmtpReply.of(250, "2.0.0", "Ok: queued as " + mail.queueId()));
      }
    }
  }

  private SmtpTestClient connect() throws IOException {
    return SmtpTestClient.greeted(bootstrap.address().orElseThrow());
  }

  private String nextContent() throws InterruptedException {
    String content = contents.poll(10, TimeUnit.SECONDS);
    assertThat(content).isNotNull();
    return content == null ? "" : content;
  }

  private long filesLeft() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String lines(int octets) {
    return ("x".repeat(998) + "\r\n").repeat(octets / 1000);
  }

  @Test
  void takesMailInAndGivesTheRoutesReply() throws Exception {
    start(Limits.DEFAULTS);
    try (SmtpTestClient client = connect()) {
      assertThat(client.command("MAIL FROM:<>")).isEqualTo("250 2.1.0 Ok");
      assertThat(client.command("RCPT TO:<unknown@mx.example>"))
          .isEqualTo("550 5.1.1 No such mailbox");
      assertThat(client.command("RCPT TO:<b@mx.example>")).isEqualTo("250 2.1.5 Ok");
      assertThat(client.command("DATA")).startsWith("354 ");
      client.send("Subject: x\r\n\r\n..\r\n\u00e9\u0001\r\n.\r\n");
      String reply = client.reply();

      ReceivedMail mail = mails.remove();
      assertThat(reply).isEqualTo("250 2.0.0 Ok: queued as " + mail.queueId());
      assertThat(nextContent())
          .startsWith("Received: from client.example ([127.0.0.1])\r\n")
          .endsWith(" +0000\r\nSubject: x\r\n\r\n.\r\n\u00e9\u0001\r\n");
      assertThat(onVirtualThread.remove()).isTrue();
      assertThat(client.command("QUIT")).isEqualTo("221 2.0.0 Bye");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void takesManyMailsOverOneConnection() throws Exception {
    start(Limits.DEFAULTS);
    try (SmtpTestClient client = connect()) {
      for (int i = 0; i < 200; i++) {
        client.send("MAIL FROM:<>\r\nRCPT TO:<b@mx.example>\r\nDATA\r\n");
        client.reply();
        client.reply();
        client.reply();
        client.send("mail " + i + "\r\n.\r\n");
        assertThat(client.reply()).startsWith("250 2.0.0 Ok: queued as ");
        assertThat(nextContent()).endsWith("\r\nmail " + i + "\r\n");
      }
    }
  }

  @Test
  void givesTheReplyOfARefusalWithAReason() throws Exception {
    start(Limits.DEFAULTS);
    try (SmtpTestClient client = connect()) {
      client.begin("barred@mx.example");
      client.send("Subject: x\r\n\r\n.\r\n");
      assertThat(client.reply()).isEqualTo("550 5.7.1 No such mail here");
      assertThat(client.command("NOOP")).startsWith("250");
    }
  }

  @Test
  void answers451WhenTheRouteGivesNoReply() throws Exception {
    start(Limits.DEFAULTS);
    try (SmtpTestClient client = connect()) {
      for (String recipient : new String[] {"throws", "null", "text"}) {
        client.begin(recipient + "@mx.example");
        client.send(".\r\n");
        assertThat(client.reply()).as(recipient).startsWith("451 4.3.0 ");
      }
      client.begin("full@mx.example");
      client.send(".\r\n");
      assertThat(client.reply()).isEqualTo("452 4.3.1 Full");
    }
  }

  @Test
  void holdsOnlyTheOneClientUpWhoseRecipientIsChecked() throws Exception {
    start(Limits.DEFAULTS);
    try (SmtpTestClient waiting = connect()) {
      waiting.command("MAIL FROM:<>");
      waiting.send("RCPT TO:<slow-check@mx.example>\r\nNOOP\r\n");
      for (int i = 0; i < 20; i++) {
        try (SmtpTestClient other = connect()) {
          other.begin("b@mx.example");
          other.send(".\r\n");
          assertThat(other.reply()).startsWith("250 ");
        }
      }
      slowDecision.complete(RecipientDecision.ACCEPTED);
      assertThat(waiting.reply()).isEqualTo("250 2.1.5 Ok");
      assertThat(waiting.reply()).isEqualTo("250 2.0.0 Ok");
    }
  }

  @Test
  void refusesForNowWhenTheCheckFails() throws Exception {
    start(Limits.DEFAULTS);
    try (SmtpTestClient client = connect()) {
      client.command("MAIL FROM:<>");
      assertThat(client.command("RCPT TO:<broken-check@mx.example>")).startsWith("451 4.3.0 ");
      assertThat(client.command("RCPT TO:<throwing-check@mx.example>")).startsWith("451 4.3.0 ");
      assertThat(client.command("RCPT TO:<b@mx.example>")).startsWith("250 ");
    }
  }

  @Test
  void keepsALargeMailInAFileUntilItIsAnswered() throws Exception {
    start(Limits.DEFAULTS);
    String content = lines(30_000_000);
    try (SmtpTestClient client = connect()) {
      client.begin("b@mx.example");
      client.send(content);
      // what is not in the file is on the heap
      await().until(() -> fileOctets() >= content.length() - 2L * MIB);
      client.send(".\r\n");

      assertThat(client.reply()).startsWith("250 ");
      assertThat(nextContent().endsWith(" +0000\r\n" + content)).isTrue();
      await().until(() -> filesLeft() == 0);
    }
  }

  private long fileOctets() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      long octets = 0;
      for (Path file : files.toList()) {
        octets += Files.size(file);
      }
      return octets;
    }
  }

  @Test
  void removesTheFileOfARefusedAndOfAnAbandonedMail() throws Exception {
    Limits d = Limits.DEFAULTS;
    start(
        new Limits(
            3 * MIB,
            MIB,
            d.recipients(),
            d.transactions(),
            d.connections(),
            d.commandErrors(),
            d.commandTimeout(),
            d.dataTimeout()));
    try (SmtpTestClient client = connect()) {
      client.begin("b@mx.example");
      client.send(lines(4_000_000) + ".\r\n");
      assertThat(client.reply()).startsWith("552 5.3.4 ");
      await().until(() -> filesLeft() == 0);

      client.begin("b@mx.example");
      client.send(lines(2_000_000));
      await().until(() -> filesLeft() == 1);
    }
    await().until(() -> filesLeft() == 0);
    assertThat(mails).isEmpty();
  }

  @Test
  void answers452WhenTheFileCannotBeWritten() throws Exception {
    Path notADirectory = Files.createFile(directory.resolve("file"));
    start(Limits.DEFAULTS, 0, notADirectory);
    try (SmtpTestClient client = connect()) {
      client.begin("b@mx.example");
      client.send(lines(3_000_000) + ".\r\n");
      assertThat(client.reply()).startsWith("452 4.3.1 ");
      client.begin("b@mx.example");
      client.send("small\r\n.\r\n");
      assertThat(client.reply()).startsWith("250 ");
    }
  }

  @Test
  void survivesAClientThatLeavesBeforeTheAnswer() throws Exception {
    start(Limits.DEFAULTS);
    try (SmtpTestClient client = connect()) {
      client.begin("slow-answer@mx.example");
      client.send(lines(2_000_000) + ".\r\n");
      await().until(() -> mails.size() == 1);
    }
    assertThat(filesLeft()).isEqualTo(1);
    slowAnswer.countDown();
    await().until(() -> filesLeft() == 0);
    try (SmtpTestClient client = connect()) {
      assertThat(client.command("NOOP")).isEqualTo("250 2.0.0 Ok");
    }
  }

  @Test
  void drainsIdleClientsAtOnceAndOthersAfterTheirTransaction() throws Exception {
    start(Limits.DEFAULTS);
    InetSocketAddress address = bootstrap.address().orElseThrow();
    try (SmtpTestClient idle = connect();
        SmtpTestClient sending = connect();
        SmtpTestClient waiting = connect()) {
      sending.begin("b@mx.example");
      waiting.begin("slow-answer@mx.example");
      waiting.send(".\r\n");
      await().until(() -> mails.size() == 1);
      CompletableFuture<Boolean> drained =
          CompletableFuture.supplyAsync(() -> bootstrap.drain(Duration.ofSeconds(20)), workers);

      assertThat(idle.reply()).startsWith("421 4.3.2 ");
      assertThat(idle.isClosedByServer()).isTrue();
      assertThatThrownBy(() -> new SmtpTestClient(address).close())
          .isInstanceOf(ConnectException.class);
      sending.send("late\r\n.\r\n");
      assertThat(sending.reply()).startsWith("250 2.0.0 Ok: queued as ");
      assertThat(sending.reply()).startsWith("421 4.3.2 ");
      assertThat(drained).isNotDone();
      slowAnswer.countDown();
      assertThat(waiting.reply()).startsWith("250 2.0.0 Ok: queued as ");
      assertThat(waiting.reply()).startsWith("421 4.3.2 ");
      assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void givesUpDrainingAtTheBound() throws Exception {
    start(Limits.DEFAULTS);
    try (SmtpTestClient client = connect()) {
      client.begin("b@mx.example");

      assertThat(bootstrap.drain(Duration.ofMillis(200))).isFalse();
    }
  }

  @Test
  void answersAMailInFlightWhenTheContextStops() throws Exception {
    start(Limits.DEFAULTS);
    try (SmtpTestClient client = connect()) {
      client.begin("slow-answer@mx.example");
      client.send(".\r\n");
      await().until(() -> mails.size() == 1);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(camel::stop, workers);
      await().until(this::refusesConnections);
      slowAnswer.countDown();

      assertThat(client.reply()).startsWith("250 2.0.0 Ok: queued as ");
      assertThat(client.reply()).startsWith("421 4.3.2 ");
      stopped.get(20, TimeUnit.SECONDS);
    }
  }

  private boolean refusesConnections() throws IOException {
    try {
      new SmtpTestClient(bootstrap.address().orElseThrow()).close();
      return false;
    } catch (ConnectException | IllegalStateException e) {
      return true;
    }
  }

  @Test
  void startsAgainAfterSuspendAndAfterStop() throws Exception {
    start(Limits.DEFAULTS);

    camel.getRouteController().suspendRoute(ROUTE);
    assertThat(bootstrap.address()).isEmpty();
    camel.getRouteController().resumeRoute(ROUTE);
    connect().close();
    camel.getRouteController().stopRoute(ROUTE);
    camel.getRouteController().startRoute(ROUTE);

    try (SmtpTestClient client = connect()) {
      client.begin("b@mx.example");
      client.send(".\r\n");
      assertThat(client.reply()).startsWith("250 ");
    }
  }

  @Test
  void saysWhichPortIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start(Limits.DEFAULTS, taken.getLocalPort(), directory))
          .hasCauseInstanceOf(BindException.class)
          .hasStackTraceContaining("cannot listen for SMTP on /127.0.0.1:" + taken.getLocalPort())
          .hasStackTraceContaining("Address already in use");
    }
  }

  @Test
  void refusesAConnectionTooManyOfOneClient() throws Exception {
    start(Limits.DEFAULTS);
    try (SmtpTestClient first = greetedFrom("127.0.0.2");
        SmtpTestClient second = greetedFrom("127.0.0.2");
        SmtpTestClient other = greetedFrom("127.0.0.3")) {
      try (SmtpTestClient third =
          new SmtpTestClient("127.0.0.2", bootstrap.address().orElseThrow())) {
        assertThat(third.reply()).startsWith("421 4.7.0 Too many connections from your network");
        assertThat(third.isClosedByServer()).isTrue();
      }
      assertThat(other.command("NOOP")).startsWith("250 ");
      assertThat(second.command("NOOP")).startsWith("250 ");
      assertThat(first.command("QUIT")).startsWith("221 ");
      assertThat(first.isClosedByServer()).isTrue();
    }
    await()
        .untilAsserted(
            () -> {
              try (SmtpTestClient again = greetedFrom("127.0.0.2")) {
                assertThat(again.command("NOOP")).startsWith("250 ");
              }
            });
  }

  private SmtpTestClient greetedFrom(String address) throws IOException {
    SmtpTestClient client = new SmtpTestClient(address, bootstrap.address().orElseThrow());
    assertThat(client.reply()).startsWith("220 ");
    return client;
  }

  @Test
  void refusesAConnectionTooMany() throws Exception {
    Limits d = Limits.DEFAULTS;
    start(
        new Limits(
            d.messageOctets(),
            d.inMemoryOctets(),
            d.recipients(),
            d.transactions(),
            2,
            d.commandErrors(),
            d.commandTimeout(),
            d.dataTimeout()));
    try (SmtpTestClient first = connect();
        SmtpTestClient second = connect()) {
      try (SmtpTestClient third = new SmtpTestClient(bootstrap.address().orElseThrow())) {
        assertThat(third.reply()).startsWith("421 4.7.0 ");
        assertThat(third.isClosedByServer()).isTrue();
      }
      assertThat(first.command("QUIT")).startsWith("221 ");
      assertThat(second.command("NOOP")).startsWith("250 ");
    }
    await()
        .untilAsserted(
            () -> {
              try (SmtpTestClient client = new SmtpTestClient(bootstrap.address().orElseThrow())) {
                assertThat(client.reply()).startsWith("220 ");
              }
            });
  }

  @Test
  void endsASessionOfSilence() throws Exception {
    Limits d = Limits.DEFAULTS;
    start(
        new Limits(
            d.messageOctets(),
            d.inMemoryOctets(),
            d.recipients(),
            d.transactions(),
            d.connections(),
            d.commandErrors(),
            Duration.ofMillis(300),
            Duration.ofMillis(200)));
    try (SmtpTestClient silent = connect();
        SmtpTestClient stalled = connect();
        SmtpTestClient waiting = connect()) {
      waiting.begin("slow-answer@mx.example");
      waiting.send(".\r\n");
      stalled.begin("b@mx.example");
      stalled.send("half");

      assertThat(silent.reply()).startsWith("421 4.4.2 ");
      assertThat(stalled.reply()).startsWith("421 4.4.2 ");
      assertThat(stalled.isClosedByServer()).isTrue();
      slowAnswer.countDown();
      assertThat(waiting.reply()).as("the silence was ours").startsWith("250 ");
    }
  }
}
