package org.dromedary.camel;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.support.PluginHelper;

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
      addRoutes(camel, directory, RouteTexts.read(directory));
    } catch (IOException e) {
      throw new RouteFileException(directory, e);
    }
  }

  static void addRoutes(CamelContext camel, Path directory, RouteTexts texts)
      throws RouteFileException {
    try {
      RouteIds ids = new RouteIds();
      Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
      model.addModelLifecycleStrategy(ids);
      PluginHelper.getRoutesLoader(camel).loadRoutes(texts.resources());
      model.removeModelLifecycleStrategy(ids);
      ids.requireUnique();
    } catch (Exception e) {
      throw new RouteFileException(directory, e);
    }
  }
}
