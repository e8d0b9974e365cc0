package org.dromedary;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dromedary.broker.BrokerSettings;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.settings.Settings;

/**
 * Makes the routes as a router would, on a broker in a temporary directory, to see whether they can
 * be made: whether their components, beans and options exist. No port is opened and no mail moved.
 */
final class RouteCheck {
  private RouteCheck() {}

  /** What is wrong, a line each. */
  static List<String> problemsIn(Settings settings, Path home) {
    try {
      Path directory = Files.createTempDirectory("dromedary-check-");
      try {
        Router.tryRoutes(
            settings,
            home,
            EmbeddedBroker.start(
                new BrokerSettings(home.resolve("artemis-config/broker.xml"), directory),
                () -> {}));
        return List.of();
      } finally {
        Rehearsal.delete(directory);
      }
    } catch (Exception e) {
      return new RouterStartException(e)
          .lines().stream().map(line -> line.replaceFirst("^cannot start: ", "")).toList();
    }
  }
}
