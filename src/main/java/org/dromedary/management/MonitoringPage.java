package org.dromedary.management;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.dromedary.routing.IpNetwork;

/**
 * A page outside of the API, for who watches the router; asked with GET or HEAD.
 *
 * @param path such as {@code /metrics}
 * @param open to which clients without a login; others need the role viewer. A client that comes by
 *     a proxy has no address: it may be anybody
 * @param work makes it; on a virtual thread, which it may block
 */
public record MonitoringPage(
    String path, Predicate<Optional<InetAddress>> open, Supplier<ApiAnswer> work) {

  /** One that anybody may see. */
  public static MonitoringPage ofAll(String path, Supplier<ApiAnswer> work) {
    return new MonitoringPage(path, client -> true, work);
  }

  /** One that needs a login outside of these networks. */
  public static MonitoringPage of(List<IpNetwork> networks, String path, Supplier<ApiAnswer> work) {
    return new MonitoringPage(
        path,
        client -> client.filter(a -> networks.stream().anyMatch(n -> n.contains(a))).isPresent(),
        work);
  }
}
