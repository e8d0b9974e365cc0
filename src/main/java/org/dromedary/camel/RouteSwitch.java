package org.dromedary.camel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges routes of a running context. A new route stands beside the old one, under the id of the
 * old one with a number, before the old one takes its last exchange; what is in progress in the old
 * one ends there, however long that takes, and then the old one is removed. So no mail fails or
 * waits because a route was edited.
 *
 * <p>Used by one thread at a time.
 */
final class RouteSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(RouteSwitch.class);

  /** Their connections would end with them. */
  private static final String LISTENER = "netty:";

  /** An old route and a new one would share the job, and it would go with the old one. */
  private static final String TIMER = "quartz:";

  private final DefaultCamelContext camel;
  private final AtomicInteger generation = new AtomicInteger(1);

  /** The id under which each route runs that was exchanged. */
  private final Map<String, String> running = new HashMap<>();

  private final List<String> draining = new ArrayList<>();

  RouteSwitch(DefaultCamelContext camel) {
    this.camel = camel;
  }

  private String running(String id) {
    return running.getOrDefault(id, id);
  }

  /**
   * Puts the routes of one model in the place of those of another.
   *
   * @return what cannot take effect before the next start
   * @throws Exception when a route is wrong or does not start: all is as it was before
   */
  List<String> exchange(RouteModel before, RouteModel after) throws Exception {
    boolean all = !before.hasSameConfigurations(after);
    List<String> postponed = new ArrayList<>();
    Map<String, RouteDefinition> added = new LinkedHashMap<>();
    after
        .routes()
        .forEach(
            (id, route) -> {
              boolean changed = !before.hasSameRoute(id, after);
              if (!waitsForStart(route)) {
                if (all || changed) {
                  added.put(id, route);
                }
              } else if (isOther(route, before.routes().get(id))) {
                postponed.add("the change of route " + id);
              }
            });
    if (!before.hasSameNamelessRoutes(after)) {
      postponed.add("the change of a file with routes that have no id");
    }
    if (!before.hasSameTemplates(after)) {
      postponed.add("the change of a route template");
    }
    new Exchange(before, after, all).run(added, removed(before, after));
    return postponed;
  }

  private static boolean isOther(RouteDefinition route, @Nullable RouteDefinition before) {
    return before == null || !RouteModel.definition(route).equals(RouteModel.definition(before));
  }

  private static List<String> removed(RouteModel before, RouteModel after) {
    List<String> removed = new ArrayList<>();
    before
        .routes()
        .forEach(
            (id, route) -> {
              if (!after.routes().containsKey(id) && !waitsForStart(route)) {
                removed.add(id);
              }
            });
    return removed;
  }

  /** A listener, a timer, or a route of a template, which Camel makes together with its beans. */
  private static boolean waitsForStart(RouteDefinition route) {
    String uri = route.getInput().getEndpointUri();
    return uri.startsWith(LISTENER)
        || uri.startsWith(TIMER)
        || route.getRouteTemplateContext() != null;
  }

  /** Removes old routes in which nothing is in progress any more. */
  void removeDrained() {
    draining.removeIf(this::isRemoved);
  }

  private boolean isRemoved(String id) {
    if (camel.getInflightRepository().size(id) > 0 || isPending(camel.getRoute(id))) {
      return false;
    }
    try {
      remove(id);
    } catch (Exception e) {
      LOG.warn("the old route {} could not be removed: {}", id, e.toString());
    }
    return true;
  }

  /** Whether what ended in a route is not committed yet. */
  private static boolean isPending(@Nullable Route route) {
    return route != null
        && route.getConsumer() instanceof ShutdownAware consumer
        && consumer.getPendingExchangesSize() > 0;
  }

  private void remove(String id) throws Exception {
    camel.getRouteController().stopRoute(id);
    camel.removeRoute(id);
  }

  /** One exchange, which is done as a whole or not at all. */
  private final class Exchange {
    private final RouteModel before;
    private final RouteModel after;
    private final boolean configurations;
    private final String suffix = "@" + generation.incrementAndGet();
    private final List<String> created = new ArrayList<>();
    private final List<Route> suspended = new ArrayList<>();

    Exchange(RouteModel before, RouteModel after, boolean configurations) {
      this.before = before;
      this.after = after;
      this.configurations = configurations;
    }

    void run(Map<String, RouteDefinition> added, List<String> removed) throws Exception {
      try {
        configure(after);
        List<String> starting = new ArrayList<>();
        for (Map.Entry<String, RouteDefinition> each : added.entrySet()) {
          if (create(each.getKey(), each.getValue())) {
            starting.add(each.getKey() + suffix);
          }
        }
        added.keySet().forEach(this::suspend);
        removed.forEach(this::suspend);
        for (String id : starting) {
          camel.getRouteController().startRoute(id);
        }
      } catch (Exception e) {
        undo();
        throw e;
      }
      suspended.forEach(route -> draining.add(route.getRouteId()));
      added.keySet().forEach(id -> running.put(id, id + suffix));
      removed.forEach(running::remove);
    }

    private void configure(RouteModel model) throws Exception {
      if (configurations) {
        for (var old : List.copyOf(camel.getRouteConfigurationDefinitions())) {
          camel.removeRouteConfiguration(old);
        }
        model.configurations().forEach(camel::addRouteConfiguration);
      }
    }

    /** Makes the route without starting it; a mistake in it shows here. */
    private boolean create(String id, RouteDefinition route) throws Exception {
      String wish = Optional.ofNullable(route.getAutoStartup()).orElse("true");
      route.setId(id + suffix);
      route.setStartupOrder(null);
      route.setAutoStartup("false");
      created.add(id + suffix);
      camel.addRouteDefinition(route);
      return !camel.resolvePropertyPlaceholders(wish).equals("false");
    }

    private void suspend(String id) {
      Route route = camel.getRoute(running(id));
      if (route != null) {
        suspended.add(route);
        ServiceHelper.suspendService(route.getConsumer());
      }
    }

    /** The old routes go on whatever becomes of the new ones: without them mail would wait. */
    private void undo() throws Exception {
      try {
        for (String id : created) {
          discard(id);
        }
        configure(before);
      } finally {
        for (Route route : suspended) {
          ServiceHelper.resumeService(route.getConsumer());
        }
      }
    }

    private void discard(String id) throws Exception {
      if (camel.getRoute(id) != null) {
        remove(id);
      } else if (camel.getRouteDefinition(id) != null) {
        camel.removeRouteDefinition(camel.getRouteDefinition(id));
      }
    }
  }
}
