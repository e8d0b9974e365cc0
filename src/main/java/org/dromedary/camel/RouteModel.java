package org.dromedary.camel;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
  private final Set<String> nameless = new HashSet<>();
  private final List<RouteTemplateDefinition> templates;
  private final List<RouteConfigurationDefinition> configurations;

  private RouteModel(RouteTexts texts, DefaultCamelContext camel) {
    this.texts = texts;
    this.templates = List.copyOf(camel.getRouteTemplateDefinitions());
    this.configurations = List.copyOf(camel.getRouteConfigurationDefinitions());
    for (RouteDefinition route : camel.getRouteDefinitions()) {
      if (route.getId() == null) {
        nameless.add(text(route));
      } else {
        routes.put(route.getId(), route);
      }
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

  /**
   * Whether a route of this id is in both, and is the same. One that takes mail off a queue is the
   * same if it does the same, whatever else stands in its file: what it has fetched already would
   * wait for the slowest mail in it.
   */
  boolean hasSameRoute(String id, RouteModel other) {
    RouteDefinition ours = routes.get(id);
    RouteDefinition theirs = other.routes.get(id);
    if (ours == null || theirs == null) {
      return false;
    }
    boolean takesFromQueue = ours.getInput().getEndpointUri().startsWith("spool:");
    return text(ours).equals(other.text(theirs))
        || (takesFromQueue && definition(ours).equals(definition(theirs)));
  }

  /** What a route does; without descriptions. */
  static String definition(RouteDefinition route) {
    return route + " " + route.getAutoStartup();
  }

  /** Whether both have the same routes without an id, by which nobody can find them. */
  boolean hasSameNamelessRoutes(RouteModel other) {
    return nameless.equals(other.nameless);
  }

  boolean hasSameTemplates(RouteModel other) {
    return texts.with("routeTemplate").equals(other.texts.with("routeTemplate"));
  }

  boolean hasSameConfigurations(RouteModel other) {
    return texts.with("routeConfiguration").equals(other.texts.with("routeConfiguration"));
  }

  /** Of the file that the route is in; of a template Camel does not say where it is used. */
  private String text(RouteDefinition route) {
    if (route.getRouteTemplateContext() != null) {
      return definition(route);
    }
    Resource resource = Objects.requireNonNull(route.getResource(), "not of a file");
    Path file = Path.of(resource.getLocation().substring("file:".length()));
    return Objects.requireNonNull(texts.texts().get(file), "not of this directory");
  }
}
