package org.dromedary.camel;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;

/** The routes that Java asks or sends to: without one of them mail would wait for it. */
public final class RequiredRoutes {
  private static final List<String> BEGINNINGS =
      List.of(
          "direct:check-recipient",
          "direct:decide-destination",
          "direct:look-up-recipient",
          "direct:send-report",
          "direct:undelivered",
          "spool:mail.rerouted",
          "spool:mail.returned");

  private RequiredRoutes() {}

  /**
   * Looks for them among the routes that were added.
   *
   * @throws RouteFileException naming the first that is missing
   */
  public static void check(CamelContext camel, Path directory) throws RouteFileException {
    Set<String> there =
        camel
            .getCamelContextExtension()
            .getContextPlugin(Model.class)
            .getRouteDefinitions()
            .stream()
            .map(route -> route.getInput().getEndpointUri().split("[?]", 2)[0])
            .collect(Collectors.toSet());
    for (String beginning : BEGINNINGS) {
      if (!there.contains(beginning)) {
        throw new RouteFileException(
            directory,
            new IllegalStateException(
                "no route begins with " + beginning + ": copy it from the files of this version"));
      }
    }
  }
}
