package org.dromedary.camel;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;

/**
 * The definitions that route files make, to be compared and to be added to one context, once. What
 * stands in a file that has not changed has not changed.
 */
final class RouteModel {
  private final RouteTexts texts;
  private final Map<String, RouteDefinition> routes = new LinkedHashMap<>();
  private final List<RouteTemplateDefinition> templates;
  private final List<RouteConfigurationDefinition> configurations;

  private RouteModel(RouteTexts texts, DefaultCamelContext camel) {
    this.texts = texts;
    this.templates = List.copyOf(camel.getRouteTemplateDefinitions());
    this.configurations = List.copyOf(camel.getRouteConfigurationDefinitions());
    for (RouteDefinition route : camel.getRouteDefinitions()) {
      // a route without an id has one made of its place
      routes.put(Objects.requireNonNullElse(route.getId(), "route-" + routes.size()), route);
    }
  }

  /**
   * Reads the files; nothing is started.
   *
   * @throws RouteFileException when one is wrong
   */
  static RouteModel parse(Path directory, RouteTexts texts) throws RouteFileException {
    DefaultCamelContext never = new DefaultCamelContext();
    try {
      RouteFiles.addRoutes(never, directory, texts);
      return new RouteModel(texts, never);
    } finally {
      never.stop();
    }
  }

  Map<String, RouteDefinition> routes() {
    return routes;
  }

  List<RouteTemplateDefinition> templates() {
    return templates;
  }

  List<RouteConfigurationDefinition> configurations() {
    return configurations;
  }

  /** Whether a route of this id is in both, and in a file that is the same in both. */
  boolean hasSameRoute(String id, RouteModel other) {
    RouteDefinition ours = routes.get(id);
    RouteDefinition theirs = other.routes.get(id);
    return ours != null && theirs != null && text(ours).equals(other.text(theirs));
  }

  boolean hasSameTemplates(RouteModel other) {
    return texts.with("routeTemplate").equals(other.texts.with("routeTemplate"));
  }

  boolean hasSameConfigurations(RouteModel other) {
    return texts.with("routeConfiguration").equals(other.texts.with("routeConfiguration"));
  }

  /** Of the file that the route is in. */
  private String text(RouteDefinition route) {
    Resource resource = Objects.requireNonNull(route.getResource(), "not of a file");
    Path file = Path.of(resource.getLocation().substring("file:".length()));
    return Objects.requireNonNull(texts.texts().get(file), "not of this directory");
  }
}
