package org.dromedary.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The Camel routes of a directory: {@code *.camel.yaml} and {@code *.camel.xml}. */
public final class RouteFiles {
  private RouteFiles() {}

  /**
   * Adds all routes, route templates and route configurations of the directory.
   *
   * @throws RouteFileException when a file cannot be read or is wrong
   */
  public static void addRoutes(CamelContext camel, Path directory) throws RouteFileException {
    try {
      List<Resource> resources =
          files(directory).stream()
              .map(file -> ResourceHelper.resolveResource(camel, "file:" + file))
              .toList();
      RouteIds ids = new RouteIds();
      Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
      model.addModelLifecycleStrategy(ids);
      PluginHelper.getRoutesLoader(camel).loadRoutes(resources);
      model.removeModelLifecycleStrategy(ids);
      ids.requireUnique();
    } catch (Exception e) {
      throw new RouteFileException(directory, e);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(RouteFiles::isRouteFile).sorted().toList();
    }
  }

  private static boolean isRouteFile(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".camel.yaml") || name.endsWith(".camel.xml");
  }
}
