package org.dromedary;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.impl.DefaultCamelContext;
import org.dromedary.broker.Broker;
import org.dromedary.broker.BrokerLink;
import org.dromedary.broker.BrokerSettings;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.broker.ExternalBroker;
import org.dromedary.camel.RouteFileException;
import org.dromedary.camel.RouteFiles;
import org.dromedary.settings.Settings;
import org.dromedary.tls.ClientTls;
import org.dromedary.tls.ServerTls;
import org.dromedary.tls.TlsFileException;
import org.dromedary.users.JaasUserStore;
import org.dromedary.users.UserStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a router needs before it is made, opened or found wanting.
 *
 * @param home where {@code artemis-config} is
 */
record RouterParts(Settings settings, Path home) {
  private static final Logger LOG = LoggerFactory.getLogger(RouterParts.class);

  /** What is wrong in files beside the settings, a line each; nothing is started. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    JaasUserStore.problemIn(settings.users(), loginConfig()).ifPresent(problems::add);
    try {
      Tables tables = Tables.open(settings);
      problems.addAll(ListParts.problemsIn(settings, tables.lists().get()));
    } catch (RouterStartException e) {
      problems.addAll(e.lines());
    }
    try (DefaultCamelContext never = new DefaultCamelContext()) {
      RouteFiles.addRoutes(never, settings.routesDirectory());
    } catch (RouteFileException e) {
      problems.add(e.getMessage());
    } catch (IOException e) {
      throw new IllegalStateException("a context that was not started cannot fail to close", e);
    }
    problems.addAll(ServerTls.problemsIn(settings.tls()));
    ClientTls.problemIn(settings.smtpClient().trustedRoots()).ifPresent(problems::add);
    settings.broker().flatMap(link -> ClientTls.problemIn(link.roots())).ifPresent(problems::add);
    return problems.isEmpty() ? RouteCheck.problemsIn(settings, home) : problems;
  }

  /** Who may log in. */
  UserStore users() throws RouterStartException {
    try {
      return JaasUserStore.open(settings.users(), loginConfig());
    } catch (IOException e) {
      throw new RouterStartException(e);
    }
  }

  /** Whom we trust as a client. */
  ClientTls clientTls() throws RouterStartException {
    try {
      return ClientTls.load(settings.smtpClient().trustedRoots());
    } catch (TlsFileException e) {
      throw new RouterStartException(e);
    }
  }

  private Path loginConfig() {
    return home.resolve("artemis-config/login.config");
  }

  /**
   * The broker that the settings name: in this process, or connected to.
   *
   * @param diskFailed told when that of this process can no longer write
   * @param users who may log in where others than this process reach it
   */
  Broker openBroker(Runnable diskFailed, UserStore users, BrokerDoors doors)
      throws RouterStartException {
    return settings.broker().isEmpty()
        ? startBroker(diskFailed, users, doors)
        : opened(() -> connect(settings.broker().get()));
  }

  private ExternalBroker connect(BrokerLink link) throws Exception {
    Path own = queueDirectory();
    if (Files.exists(own.resolve("journal"))) {
      LOG.warn("mail may wait in {}: without dromedary.broker.url it would be delivered", own);
    }
    return ExternalBroker.connect(link, BrokerDoors.trusted(link, settings.dataDirectory()), own);
  }

  private Path queueDirectory() {
    return settings.dataDirectory().resolve("queue");
  }

  /** Starts the broker on the data directory; as {@link #openBroker}. */
  EmbeddedBroker startBroker(Runnable diskFailed, UserStore users, BrokerDoors doors)
      throws RouterStartException {
    return opened(
        () -> {
          doors.requireFree();
          doors.prepare(ServerTls.load(settings.tls(), InstantSource.system()));
          return EmbeddedBroker.start(
              new BrokerSettings(
                  home.resolve("artemis-config/broker.xml"),
                  queueDirectory(),
                  doors.acceptors(),
                  users),
              diskFailed);
        });
  }

  private <T> T opened(Callable<T> broker) throws RouterStartException {
    try {
      Files.createDirectories(settings.dataDirectory());
      DataFormat.take(settings.dataDirectory());
      T opened = broker.call();
      emptyTemporaryDirectory(settings.smtpServer().temporaryDirectory());
      return opened;
    } catch (RouterStartException e) {
      throw e;
    } catch (Exception e) {
      throw new RouterStartException(e);
    }
  }

  /** What a killed router left there is on no queue's behalf: the queues have their own copy. */
  private static void emptyTemporaryDirectory(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "{incoming,spool}-*")) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }
}
