package org.dromedary.camel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;

/**
 * Notes the ids of routes while files are loaded. Camel lets a route take the place of another of
 * the same id without a word: the mail of the first would lie on its queue for ever.
 */
final class RouteIds extends ModelLifecycleStrategySupport {
  private final Map<String, String> files = new HashMap<>();
  private final List<String> clashes = new ArrayList<>();

  @Override
  public void onAddRouteDefinition(RouteDefinition route) {
    String id = route.getId();
    if (id != null) {
      String file = file(route.getResource());
      String earlier = files.putIfAbsent(id, file);
      if (earlier != null) {
        clashes.add("the route id " + id + " is in " + earlier + " and in " + file);
      }
    }
  }

  private static String file(Resource resource) {
    String location = resource == null ? "no file" : resource.getLocation();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /**
   * To be called when all files are loaded.
   *
   * @throws IllegalArgumentException when an id is there twice
   */
  void requireUnique() {
    if (!clashes.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", clashes));
    }
  }
}
