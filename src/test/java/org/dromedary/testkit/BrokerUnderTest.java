package org.dromedary.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dromedary.BrokerProcess;
import org.dromedary.RouterStartException;
import org.dromedary.users.Role;

/**
 * What {@code dromedary broker} runs, in this JVM, for routers that reach it by TCP: it has a port
 * of its own over restarts.
 *
 * <pre>{@code
 * BrokerUnderTest broker = BrokerUnderTest.in(directory).start();
 * RouterUnderTest router = broker.router("one").start();
 * }</pre>
 */
public final class BrokerUnderTest implements AutoCloseable {
  private static final String ROUTER = "machine";
  private static final String PASSWORD = "correct horse";

  private final Path directory;
  private final RouterUnderTest files;
  private final int port = freePort();
  private Optional<BrokerProcess> process = Optional.empty();

  private BrokerUnderTest(Path directory) {
    this.directory = directory;
    this.files =
        RouterUnderTest.in(directory.resolve("broker"))
            .set("core.enabled", "true")
            .set("core.tls", "false")
            .set("core.port", Integer.toString(port))
            .user(ROUTER, PASSWORD, Role.ROUTER);
  }

  /** One that is not started yet; its files and those of its routers are made below. */
  public static BrokerUnderTest in(Path directory) {
    return new BrokerUnderTest(directory);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets {@code dromedary.<key>} for the next start. */
  public BrokerUnderTest set(String key, String value) {
    files.set(key, value);
    return this;
  }

  /** Adds a user of the broker. */
  public BrokerUnderTest user(String name, String password, Role role) {
    files.user(name, password, role);
    return this;
  }

  public BrokerUnderTest start() {
    try {
      process = Optional.of(BrokerProcess.start(files.read(), RouterUnderTest.HOME, () -> {}));
      return this;
    } catch (RouterStartException e) {
      throw new IllegalStateException(String.join("; ", e.lines()), e);
    }
  }

  public BrokerUnderTest stop() {
    Optional<BrokerProcess> running = process;
    process = Optional.empty();
    running.ifPresent(BrokerProcess::stop);
    return this;
  }

  @Override
  public void close() {
    stop();
  }

  /** A router that keeps its mail here; it is not started yet. */
  public RouterUnderTest router(String name) {
    Path password = directory.resolve("password");
    try {
      Files.writeString(password, PASSWORD + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return RouterUnderTest.in(directory.resolve(name))
        .set("hostname", name + ".example.org")
        .set("broker.url", "127.0.0.1:" + port)
        .set("broker.tls", "false")
        .set("broker.user", ROUTER)
        .set("broker.password", "{{file:" + password.toAbsolutePath() + "}}");
  }

  /** Where applications and routers come in. */
  public int port() {
    return port;
  }

  /** Where the management API is. */
  public URI management() {
    return URI.create(
        "http://127.0.0.1:" + process.orElseThrow().managementPort().orElseThrow() + "/api/v1");
  }
}
