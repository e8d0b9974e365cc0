package org.dromedary.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.dromedary.Router;
import org.dromedary.RouterStartException;
import org.dromedary.broker.BrokerSettings;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.settings.Settings;
import org.dromedary.settings.SettingsReader;
import org.dromedary.settings.SettingsResult;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.users.Role;
import org.dromedary.users.UserAccounts;
import org.dromedary.users.UserName;
import org.dromedary.users.UsersSettings;

/**
 * A router in this JVM on a free port, with data and routes in a directory of its own. Local is
 * {@code example.org} with the mailboxes {@code alice} and {@code bob}; deferred mail is tried
 * again after a second. One at a time: the broker is reached in-VM by a fixed name.
 *
 * <pre>{@code
 * RouterUnderTest router = RouterUnderTest.in(directory).smartHosts(mta).start();
 * router.deliver("a@client.example", "alice@example.org", "Subject: hi\r\n\r\n");
 * await().until(() -> router.mailbox("alice").size() == 1);
 * }</pre>
 */
public final class RouterUnderTest implements AutoCloseable {
  /** The root of the project: the directory that tests run in. */
  static final Path HOME = Path.of("").toAbsolutePath();

  private static final String MAILBOXES =
      """
      mailboxes:
        - address: alice@example.org
        - address: bob@example.org
      """;

  private final Path directory;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final AtomicBoolean diskFailed = new AtomicBoolean();
  private Optional<Router> router = Optional.empty();

  private Duration lookInterval = Duration.ofSeconds(1);

  private RouterUnderTest(Path directory) {
    this.directory = directory;
  }

  /** One that is not started yet; its files are made below the directory. */
  public static RouterUnderTest in(Path directory) {
    RouterUnderTest created = new RouterUnderTest(directory);
    created.copyRoutes();
    created.routeFile("mailboxes.yaml", MAILBOXES);
    created.defaultSettings();
    return created;
  }

  private void defaultSettings() {
    set("hostname", "router.example.org");
    set("local-domains", "example.org");
    set("data-directory", directory.resolve("data").toString());
    set("routes-directory", routes().toString());
    set("smtp.port", "0");
    set("submission.port", "0");
    set("submissions.port", "0");
    set("management.port", "0");
    set("console.enabled", "false");
    set("retry.delay", "1s");
    set("retry.maximum-delay", "2s");
    set("outbound.unreachable-back-off", "100ms");
    set("outbound.idle-connection-timeout", "500ms");
    set("dns.timeout", "1s");
    set("dns.servers", "127.0.0.1:9"); // nobody: a test never asks real name servers
  }

  private void copyRoutes() {
    try (Stream<Path> files = Files.list(HOME.resolve("routes"))) {
      Files.createDirectories(routes());
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, routes().resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets {@code dromedary.<key>} for the next start. */
  public RouterUnderTest set(String key, String value) {
    settings.put("dromedary." + key, value);
    return this;
  }

  /** All remote mail goes to the first of these that answers. */
  public RouterUnderTest smartHosts(FakeMta... hosts) {
    List<String> addresses = new ArrayList<>();
    for (FakeMta host : hosts) {
      addresses.add(host.address().getAddress().getHostAddress() + ":" + host.port());
    }
    return set("outbound.smart-hosts", String.join(",", addresses));
  }

  /** Remote mail goes by MX as this name server knows it, to this port. */
  public RouterUnderTest mailExchangers(FakeDns dns, int port) {
    set("dns.servers", "127.0.0.1:" + dns.address().getPort());
    return set("outbound.mx-port", Integer.toString(port));
  }

  /** Writes or replaces a file of the routes directory. */
  public RouterUnderTest routeFile(String name, String text) {
    try {
      Files.writeString(routes().resolve(name), text, UTF_8);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a file of {@code routes/examples} to the routes directory. */
  public RouterUnderTest example(String name) {
    try {
      Path file = HOME.resolve("routes/examples").resolve(name);
      return routeFile(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The routes directory of this router. */
  public Path routes() {
    return directory.resolve("routes");
  }

  /** The settings as they are now, as {@code --set} takes them. */
  public Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  /** Looks for edited files that often, from the next start on. */
  public RouterUnderTest lookEvery(Duration interval) {
    lookInterval = interval;
    return this;
  }

  /** What is wrong in files that were edited while it runs. */
  public List<String> fileProblems() {
    return router.orElseThrow().fileProblems();
  }

  /** Starts it, on the data it left when it ran before. */
  public RouterUnderTest start() {
    try {
      router = Optional.of(Router.start(read(), HOME, () -> diskFailed.set(true), lookInterval));
      return this;
    } catch (RouterStartException e) {
      throw new IllegalStateException(String.join("; ", e.lines()), e);
    }
  }

  /** The settings as they are now. */
  Settings read() {
    return switch (new SettingsReader(directory, Map.of()).read(settings)) {
      case SettingsResult.Valid valid -> valid.settings();
      case SettingsResult.Invalid invalid ->
          throw new IllegalStateException(invalid.problems().toString());
    };
  }

  /** Stops it in the orderly way; its data stays. */
  public RouterUnderTest stop() {
    Optional<Router> running = router;
    router = Optional.empty();
    running.ifPresent(Router::stop);
    return this;
  }

  public RouterUnderTest restart() {
    return stop().start();
  }

  @Override
  public void close() {
    stop();
    if (diskFailed.get()) {
      throw new IllegalStateException("the broker reported a failed disk");
    }
  }

  public InetSocketAddress smtp() {
    return listener(ListenerKind.RELAY);
  }

  /** The listeners that are switched on. */
  public Set<ListenerKind> listeners() {
    return router.orElseThrow().smtpAddresses().keySet();
  }

  /** Adds a user that may submit mail from its own address. */
  public RouterUnderTest user(String name, String password) {
    return user(name, password, Role.SUBMIT);
  }

  /** Adds a user with a role. */
  public RouterUnderTest user(String name, String password, Role role) {
    UsersSettings users = read().users();
    UserName parsed = new UserName(name);
    try {
      new UserAccounts(users, new SecureRandom())
          .add(parsed, Set.of(role), users.ownAddress(parsed), password);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the management API is. */
  public URI management() {
    int port = router.orElseThrow().managementPort().orElseThrow();
    return URI.create("http://127.0.0.1:" + port + "/api/v1");
  }

  /** The port of applications for {@code AMQP} or {@code CORE}. */
  public int acceptorPort(String protocol) {
    return router.orElseThrow().acceptorPort(protocol).orElseThrow();
  }

  /** Where the listener of that kind is. */
  public InetSocketAddress listener(ListenerKind kind) {
    return Objects.requireNonNull(router.orElseThrow().smtpAddresses().get(kind));
  }

  /** Sends a mail over a connection of its own; gives the reply to its end. */
  public String deliver(String reversePath, String recipient, String content) {
    return deliver(reversePath, List.of(recipient), content);
  }

  /** The same for several recipients; each must be accepted. */
  public String deliver(String reversePath, List<String> recipients, String content) {
    try (SmtpTestClient client = SmtpTestClient.greeted(smtp())) {
      return client.mail(reversePath, recipients, content.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The unread mails of a mailbox, one character per octet, in no order. */
  public List<String> mailbox(String name) {
    Path fresh = unread(name);
    if (!Files.isDirectory(fresh)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(fresh)) {
      List<String> mails = new ArrayList<>();
      for (Path file : files.toList()) {
        mails.add(Files.readString(file, ISO_8859_1));
      }
      return mails;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Properties of the messages on a queue while the router is stopped, its head first. */
  public List<Map<String, String>> queued(String queue) throws Exception {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            new BrokerSettings(
                HOME.resolve("artemis-config/broker.xml"), directory.resolve("data/queue")),
            () -> diskFailed.set(true));
    try (SpoolView spool = SpoolView.open()) {
      return spool.properties(queue);
    } finally {
      broker.stop();
    }
  }

  /** Removes the unread mails of a mailbox. */
  public void emptyMailbox(String name) throws IOException {
    try (Stream<Path> files = Files.list(unread(name))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private Path unread(String mailbox) {
    return directory.resolve("data/mailboxes").resolve(mailbox).resolve("new");
  }

  /** The unread mails of a mailbox that contain this. */
  public List<String> mailbox(String name, String containing) {
    return mailbox(name).stream().filter(mail -> mail.contains(containing)).toList();
  }
}
