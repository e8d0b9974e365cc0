package org.dromedary.management;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.dromedary.users.UserStore;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * Hawtio and the console of Artemis, which are web applications that the build puts beside our jar.
 * Both look at the MBeans of this process by Jolokia, which is in each of them.
 */
final class Console {
  /** Where Hawtio is; the console of Artemis has the path of its directory. */
  static final String PATH = "/console";

  private static final String ARTEMIS = "/artemis";

  /** What both ask for: names, and that no other processes are looked at from here. */
  static final String CONFIGURATION =
      """
      {
        "branding": {"appName": "Dromedary", "showAppName": true},
        "login": {"description": "Users with the role viewer or operator", "links": []},
        "about": {"title": "Dromedary", "productInfo": [], "additionalInfo": "", "copyright": ""},
        "disabledRoutes": ["/connect", "/remote", "/discover", "/logs", "/springboot"]
      }
      """;

  private Console() {}

  /** Whether a build has left them there. */
  static boolean isIn(Path directory) {
    return directories(directory).values().stream()
        .allMatch(app -> Files.isRegularFile(app.resolve("WEB-INF/web.xml")));
  }

  private static Map<String, Path> directories(Path directory) {
    return Map.of(PATH, directory.resolve("console"), ARTEMIS, directory.resolve("artemis"));
  }

  /**
   * Makes it; it is not started.
   *
   * @param workers run logins, which block
   */
  static Handler make(Path directory, UserStore users, Executor workers) {
    // the guard is the login; with its own one switched on, Hawtio would ask JAAS of the JVM
    System.setProperty("hawtio.authenticationEnabled", "false");
    ContextHandlerCollection apps = new ContextHandlerCollection();
    Map<String, Path> directories = directories(directory);
    directories.forEach((path, app) -> apps.addHandler(app(path, app)));
    ConsoleSessions sessions = new ConsoleSessions(new SecureRandom(), System::nanoTime);
    return new ConsoleGuard(apps, directories.keySet(), new ConsoleLogin(users, sessions), workers);
  }

  private static WebAppContext app(String path, Path directory) {
    WebAppContext app = new WebAppContext();
    app.setContextPath(path);
    app.setBaseResource(ResourceFactory.of(app).newResource(directory));
    app.addOverrideDescriptor(resource("console-web.xml").toExternalForm());
    app.setThrowUnavailableOnStartupException(true);
    // their log is ours
    app.getProtectedClassMatcher().add("org.slf4j.", "org.apache.commons.logging.");
    return app;
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(Console.class.getResource(name), "it is in our jar");
  }
}
