package org.dromedary.management;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The operations of the API as MBeans of the domain {@code dromedary}: the same requests, answered
 * by the same code, in the name of who is at the console.
 */
public final class ManagementBeans implements AutoCloseable {
  private final Map<String, ApiOperation.Work> works;
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final List<ObjectName> registered = new ArrayList<>();

  private ManagementBeans(Map<String, ApiOperation.Work> works) {
    this.works = Map.copyOf(works);
  }

  /**
   * Registers them; another router of this process keeps its own.
   *
   * @param works by {@code operationId}
   */
  public static ManagementBeans register(Map<String, ApiOperation.Work> works) throws JMException {
    ManagementBeans beans = new ManagementBeans(works);
    beans.register("Queue", DescribedMBean.of(beans.new Queue(), QueueMBean.class));
    beans.register("Tracking", DescribedMBean.of(beans.new Tracking(), TrackingMBean.class));
    beans.register("NextHops", DescribedMBean.of(beans.new NextHops(), NextHopsMBean.class));
    return beans;
  }

  private void register(String type, DescribedMBean bean) throws JMException {
    ObjectName name = new ObjectName("dromedary:type=" + type);
    try {
      server.registerMBean(bean, name);
      registered.add(name);
    } catch (InstanceAlreadyExistsException e) {
      // of another router: it is named first come, first served
    }
  }

  private String ask(String operation, Optional<String> name, Map<String, List<String>> query)
      throws IOException {
    try {
      ApiOperation.Work work = Objects.requireNonNull(works.get(operation), operation);
      return work.apply(new ApiRequest(ConsoleUser.name(), name, query, "")).text();
    } catch (ApiException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Pairs such as {@code state=held sender=example.org}. */
  private static Map<String, List<String>> query(String conditions) {
    Map<String, List<String>> query = new HashMap<>();
    for (String pair : conditions.strip().split("\\s+", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query
            .computeIfAbsent(pair.substring(0, equals), key -> new ArrayList<>())
            .add(pair.substring(equals + 1));
      } else if (!pair.isEmpty()) {
        query.put(pair, List.of("true"));
      }
    }
    return query;
  }

  private static void put(Map<String, List<String>> query, String name, String value) {
    if (!value.isBlank()) {
      query.put(name, List.of(value.strip()));
    }
  }

  private final class Queue implements QueueMBean {
    @Override
    public String getStatus() throws IOException {
      return ask("status", Optional.empty(), Map.of());
    }

    @Override
    public String list(String conditions, int limit) throws IOException {
      Map<String, List<String>> query = query(conditions);
      query.put("limit", List.of(Integer.toString(limit)));
      return ask("listMails", Optional.empty(), query);
    }

    @Override
    public String show(String id) throws IOException {
      return ask("showMail", Optional.of(id.strip()), Map.of());
    }

    @Override
    public String count(String action, String conditions) throws IOException {
      Map<String, List<String>> query = query(conditions);
      query.put("dry-run", List.of("true"));
      return ask("actOnMails", Optional.of(action.strip()), query);
    }

    private String act(String action, String conditions, String parameter, String value)
        throws IOException {
      Map<String, List<String>> query = query(conditions);
      put(query, parameter, value);
      return ask("actOnMails", Optional.of(action), query);
    }

    @Override
    public String retry(String conditions) throws IOException {
      return act("retry", conditions, "", "");
    }

    @Override
    public String hold(String conditions, String reason) throws IOException {
      return act("hold", conditions, "reason", reason);
    }

    @Override
    public String release(String conditions) throws IOException {
      return act("release", conditions, "", "");
    }

    @Override
    public String reroute(String conditions, String to) throws IOException {
      return act("reroute", conditions, "to", to);
    }

    @Override
    public String delete(String conditions) throws IOException {
      return act("delete", conditions, "", "");
    }

    @Override
    public String expire(String conditions) throws IOException {
      return act("expire", conditions, "", "");
    }

    @Override
    public String bounce(String conditions, String reason) throws IOException {
      return act("bounce", conditions, "reason", reason);
    }
  }

  private final class Tracking implements TrackingMBean {
    @Override
    public String track(String id) throws IOException {
      return ask("trackMail", Optional.of(id.strip()), Map.of());
    }

    @Override
    public String find(String conditions, String subject, int limit) throws IOException {
      Map<String, List<String>> query = query(conditions);
      put(query, "subject", subject);
      query.put("limit", List.of(Integer.toString(limit)));
      return ask("findTracked", Optional.empty(), query);
    }
  }

  private final class NextHops implements NextHopsMBean {
    @Override
    public String getSuspensions() throws IOException {
      return ask("listSuspensions", Optional.empty(), Map.of());
    }

    @Override
    public String list(String conditions) throws IOException {
      return ask("listNextHops", Optional.empty(), query(conditions));
    }

    @Override
    public void suspend(String nextHop, String reason, String time) throws IOException {
      Map<String, List<String>> query = new HashMap<>();
      put(query, "next-hop", nextHop);
      put(query, "reason", reason);
      put(query, "for", time);
      var unused = ask("suspendNextHop", Optional.empty(), query);
    }

    @Override
    public void resume(String nextHop) throws IOException {
      Map<String, List<String>> query = new HashMap<>();
      put(query, "next-hop", nextHop);
      var unused = ask("resumeNextHop", Optional.empty(), query);
    }
  }

  @Override
  public void close() {
    for (ObjectName name : registered) {
      try {
        server.unregisterMBean(name);
      } catch (JMException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
