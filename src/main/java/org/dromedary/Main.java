package org.dromedary;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.dromedary.cli.CommandLineUsers;
import org.dromedary.cli.ConfigurationCheck;
import org.dromedary.cli.Diagnosis;
import org.dromedary.cli.DnsTester;
import org.dromedary.cli.DromedaryCommand;
import org.dromedary.cli.ExitCode;
import org.dromedary.cli.Output;
import org.dromedary.cli.RouteAnswer;
import org.dromedary.cli.RouteExplainer;
import org.dromedary.cli.RouteTester;
import org.dromedary.cli.RunningRouter;
import org.dromedary.cli.StandardInput;
import org.dromedary.cli.UserAdministration;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.SocketText;
import org.dromedary.routing.RoutingFacts;
import org.dromedary.settings.EffectiveValue;
import org.dromedary.settings.Settings;
import org.dromedary.settings.SettingsProblem;
import org.dromedary.settings.SettingsReader;
import org.dromedary.settings.SettingsResult;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.users.UserAccounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the command line with what it needs; its working directory does not matter. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private final Path home;
  private final SettingsReader reader;
  private final PrintWriter out;
  private final PrintWriter err;

  Main(Path home, SettingsReader reader, PrintWriter out, PrintWriter err) {
    this.home = home;
    this.reader = reader;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("dromedary.home", "."));
    Main main =
        new Main(
            home,
            new SettingsReader(home, System.getenv()),
            new PrintWriter(System.out, true, System.out.charset()),
            new PrintWriter(System.err, true, System.err.charset()));
    System.exit(main.execute(arguments));
  }

  int execute(String... arguments) {
    CommandLineUsers users = new CommandLineUsers(this::users, new StandardInput(System.in));
    Diagnosis diagnosis = new Diagnosis(this::check, this::explain, this::testRoute, this::testDns);
    return new DromedaryCommand(
            this::run, this::runBroker, diagnosis, this::ask, users, new Output(out, err))
        .execute(arguments);
  }

  private int run(Map<String, String> overrides) {
    return run(overrides, this::startRouter);
  }

  private int runBroker(Map<String, String> overrides) {
    Map<String, String> withDoor = new HashMap<>(overrides);
    withDoor.put("dromedary.core.enabled", "true"); // without it nobody could come in
    return run(withDoor, this::startBroker);
  }

  /** What has been started. */
  private record Running(String ready, Runnable stop) {}

  private interface Start {
    Running with(Settings settings) throws RouterStartException;
  }

  private int run(Map<String, String> overrides, Start start) {
    return switch (reader.read(overrides)) {
      case SettingsResult.Invalid invalid -> {
        invalid.problems().forEach(problem -> err.println(problem.line()));
        yield ExitCode.USAGE;
      }
      case SettingsResult.Valid valid -> run(valid.settings(), start);
    };
  }

  /** Runs until the process is told to end. */
  private int run(Settings settings, Start start) {
    settings.monitoring().logFormat().use();
    try {
      Running running = start.with(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running.stop()), "stop"));
      sayReady(settings, running.ready());
      new CountDownLatch(1).await(); // the shutdown hook ends the process
      return ExitCode.OK;
    } catch (RouterStartException e) {
      e.lines().forEach(err::println);
      return ExitCode.FAILURE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILURE;
    }
  }

  private Running startRouter(Settings settings) throws RouterStartException {
    Router router = Router.start(settings, home, Main::endAfterDiskFailure);
    return new Running(
        "Dromedary is ready: "
            + listeners(router.smtpAddresses())
            + management(settings, router.managementPort())
            + ", data in "
            + settings.dataDirectory()
            + ", routes in "
            + settings.routesDirectory()
            + settings.broker().map(link -> ", broker at " + link.place()).orElse(""),
        router::stop);
  }

  private Running startBroker(Settings settings) throws RouterStartException {
    BrokerProcess broker = BrokerProcess.start(settings, home, Main::endAfterDiskFailure);
    return new Running(
        "Dromedary's broker is ready: "
            + broker.listeners().entrySet().stream()
                .map(entry -> entry.getKey() + " on " + entry.getValue())
                .collect(Collectors.joining(", "))
            + management(settings, broker.managementPort())
            + ", data in "
            + settings.dataDirectory(),
        broker::stop);
  }

  /** Standard output has nothing but JSON when the log is that. */
  private void sayReady(Settings settings, String line) {
    switch (settings.monitoring().logFormat()) {
      case TEXT -> out.println(line);
      case JSON -> LOG.info("{}", line);
    }
  }

  private static String listeners(Map<ListenerKind, InetSocketAddress> addresses) {
    return addresses.entrySet().stream()
        .map(entry -> name(entry.getKey()) + " on " + SocketText.of(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String management(Settings settings, OptionalInt port) {
    return port.isPresent()
        ? ", management on " + settings.management().host() + ":" + port.getAsInt()
        : "";
  }

  private static String name(ListenerKind listener) {
    return listener == ListenerKind.RELAY ? "SMTP" : listener.word();
  }

  /** A signal makes the JVM's exit code, unless the hook ends the process itself. */
  private static void end(Runnable stop) {
    int exitCode = ExitCode.OK;
    try {
      stop.run();
      LOG.info("stopped");
    } catch (RuntimeException e) {
      LOG.error("it did not stop cleanly", e);
      exitCode = ExitCode.FAILURE;
    }
    flushLog();
    Runtime.getRuntime().halt(exitCode);
  }

  /** What was answered 250 is on the disk; the rest was not answered. */
  private static void endAfterDiskFailure() {
    LOG.error("the queue cannot be written any more, the process ends");
    flushLog();
    Runtime.getRuntime().halt(ExitCode.FAILURE);
  }

  private static void flushLog() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
  }

  private UserAdministration.Found users(Map<String, String> overrides) {
    return switch (reader.read(overrides)) {
      case SettingsResult.Invalid invalid ->
          new UserAdministration.Found.Problems(
              invalid.problems().stream().map(SettingsProblem::line).toList());
      case SettingsResult.Valid valid ->
          new UserAdministration.Found.Users(
              valid.settings().users(),
              new UserAccounts(valid.settings().users(), new SecureRandom()));
    };
  }

  private RunningRouter.Answer ask(
      Map<String, String> overrides,
      String method,
      String path,
      String body,
      Consumer<InputStream> sink) {
    return switch (reader.read(overrides)) {
      case SettingsResult.Invalid invalid ->
          new RunningRouter.Answer.NotAsked(
              invalid.problems().stream().map(SettingsProblem::line).toList());
      case SettingsResult.Valid valid ->
          new RouterClient(valid.settings().dataDirectory()).ask(method, path, body, sink);
    };
  }

  private DnsTester.Answer testDns(Map<String, String> overrides, Domain domain) {
    return switch (reader.read(overrides)) {
      case SettingsResult.Invalid invalid ->
          new DnsTester.Answer.Problems(
              invalid.problems().stream().map(SettingsProblem::line).toList());
      case SettingsResult.Valid valid -> RouteExplanation.mailHosts(valid.settings(), domain);
    };
  }

  private RouteAnswer<RouteExplainer.Way> explain(
      Map<String, String> overrides, RoutingFacts mail, MailAddress recipient) {
    return switch (reader.read(overrides)) {
      case SettingsResult.Invalid invalid ->
          new RouteAnswer.Problems<>(
              invalid.problems().stream().map(SettingsProblem::line).toList());
      case SettingsResult.Valid valid ->
          RouteExplanation.ofFiles(valid.settings(), files -> files.explain(mail, recipient));
    };
  }

  private RouteAnswer<RouteTester.TestedWay> testRoute(
      Map<String, String> overrides, RoutingFacts mail, MailAddress recipient) {
    return switch (reader.read(overrides)) {
      case SettingsResult.Invalid invalid ->
          new RouteAnswer.Problems<>(
              invalid.problems().stream().map(SettingsProblem::line).toList());
      case SettingsResult.Valid valid -> {
        quiet("org.dromedary.smtp.client"); // the command itself says what the client does
        yield RouteProbe.ofFiles(valid.settings(), mail, recipient);
      }
    };
  }

  private static void quiet(String logger) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(logger).setLevel(Level.OFF);
    }
  }

  private ConfigurationCheck.Report check(Map<String, String> overrides) {
    return switch (reader.read(overrides)) {
      case SettingsResult.Invalid invalid ->
          new ConfigurationCheck.Report(
              List.of(), invalid.problems().stream().map(SettingsProblem::line).toList());
      case SettingsResult.Valid valid ->
          new ConfigurationCheck.Report(
              valid.effective().stream().map(EffectiveValue::line).toList(),
              new RouterParts(valid.settings(), home).problems());
    };
  }
}
