package org.dromedary;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.dromedary.camel.OwnRoutes;
import org.dromedary.camel.RouteFileException;
import org.dromedary.camel.RouteFiles;
import org.dromedary.cli.ExitCode;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.routing.HostAccess;
import org.dromedary.settings.Settings;
import org.dromedary.settings.SettingsReader;
import org.dromedary.settings.SettingsResult;
import org.dromedary.smtp.client.ConnectResult;
import org.dromedary.smtp.client.SmtpClientSettings;
import org.dromedary.smtp.client.SmtpConnection;
import org.dromedary.smtp.client.SmtpConnector;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.tls.ClientTls;

/**
 * Relays mail through a router to a peer of this process for some seconds, so that a JVM which
 * records can tell the next one what to load and compile at once. Everything is on loopback and in
 * a temporary directory, under a name that never resolves (RFC 6761 §6.4).
 */
public final class Rehearsal {
  static final String NOT_OURS = "no rehearsal: a route has steps that reach beyond the router";
  private static final Duration LENGTH = Duration.ofSeconds(30);
  private static final int SESSIONS = 20;
  private static final int MAILS_PER_CONNECTION = 10;
  private static final Domain DOMAIN = Domain.parse("rehearsal.invalid");
  private static final Envelope ENVELOPE =
      new Envelope(
          ReversePath.parse("<sender@" + DOMAIN + ">"),
          List.of(Recipient.parse("<postmaster@" + DOMAIN + ">")),
          BodyType.SEVEN_BIT,
          false);
  private static final MailContent CONTENT =
      MailContent.of(
          ("Subject: rehearsal\r\n\r\n" + ("x".repeat(78) + "\r\n").repeat(50)).getBytes(US_ASCII));

  private final Path home;
  private final Path directory;

  private Rehearsal(Path home, Path directory) {
    this.home = home;
    this.directory = directory;
  }

  /** The launcher calls it; the exit code is 0 when mail was relayed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      run(Path.of(System.getProperty("dromedary.home", ".")), LENGTH);
      System.exit(ExitCode.OK);
    } catch (RouterStartException e) {
      e.lines().forEach(System.err::println);
      System.exit(ExitCode.FAILURE);
    }
  }

  /**
   * Runs it and waits for its end.
   *
   * @param home where {@code artemis-config} and {@code routes} are
   * @param length how long clients send
   * @return how many mails reached the peer
   * @throws RouterStartException when a router does not start, or the routes do more than ours
   * @throws IOException when the temporary directory cannot be made or removed
   */
  static long run(Path home, Duration length)
      throws RouterStartException, IOException, InterruptedException {
    requireOwnRoutes(home.resolve("routes"));
    Path directory = Files.createTempDirectory("dromedary-rehearsal-");
    try {
      return new Rehearsal(home.toAbsolutePath(), directory).run(length);
    } finally {
      delete(directory);
    }
  }

  private static void requireOwnRoutes(Path routes) throws RouterStartException, IOException {
    try (DefaultCamelContext never = new DefaultCamelContext()) {
      RouteFiles.addRoutes(never, routes);
      if (!OwnRoutes.isAllOf(never)) {
        throw new RouterStartException(List.of(NOT_OURS));
      }
    } catch (RouteFileException e) {
      throw new RouterStartException(e);
    }
  }

  private long run(Duration length) throws RouterStartException, IOException, InterruptedException {
    try (RehearsalPeer peer = new RehearsalPeer()) {
      Router router = Router.start(settings(peer.port()), home, () -> {});
      try {
        sendFor(length, Objects.requireNonNull(router.smtpAddresses().get(ListenerKind.RELAY)));
      } finally {
        router.stop();
      }
      return peer.mails();
    }
  }

  private Settings settings(int peerPort) throws RouterStartException {
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("dromedary.hostname", "router." + DOMAIN.ascii()),
            Map.entry("dromedary.data-directory", directory.toString()),
            Map.entry("dromedary.routes-directory", home.resolve("routes").toString()),
            Map.entry("dromedary.smtp.port", "0"),
            Map.entry("dromedary.submission.enabled", "false"),
            Map.entry("dromedary.submissions.enabled", "false"),
            Map.entry("dromedary.management.enabled", "false"),
            Map.entry("dromedary.outbound.smart-hosts", "127.0.0.1:" + peerPort));
    // no file and no environment: what the installation sets up is not rehearsed
    return switch (new SettingsReader(directory, Map.of()).read(values)) {
      case SettingsResult.Valid valid -> valid.settings();
      case SettingsResult.Invalid invalid -> throw new RouterStartException(invalid.problems());
    };
  }

  private static void sendFor(Duration length, InetSocketAddress server)
      throws InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    try (ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor();
        SmtpConnector connector =
            new SmtpConnector(clientSettings(), ClientTls.trustingRootsOfJava(), deadlines);
        ExecutorService sessions = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SESSIONS; i++) {
        boolean reuse = i % 2 == 0;
        sessions.execute(
            () -> {
              while (System.nanoTime() - end < 0) {
                converse(connector, server, reuse ? MAILS_PER_CONNECTION : 1);
              }
            });
      }
    }
  }

  private static SmtpClientSettings clientSettings() {
    return new SmtpClientSettings(DOMAIN, SmtpClientSettings.Timeouts.DEFAULTS, List.of());
  }

  private static void converse(SmtpConnector connector, InetSocketAddress server, int mails) {
    if (connector.connect(server, "127.0.0.1", HostAccess.DEFAULT)
        instanceof ConnectResult.Connected connected) {
      try (SmtpConnection connection = connected.connection()) {
        for (int i = 0; i < mails && connection.isReusable(); i++) {
          connection.send(ENVELOPE, CONTENT);
        }
      } catch (IOException e) {
        throw new IllegalStateException("the content is in memory", e);
      }
    }
  }

  /** With all that is in it. */
  static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
