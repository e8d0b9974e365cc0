package org.dromedary.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dromedary.routing.HostAccess;
import org.dromedary.routing.HostProtocol;
import org.dromedary.routing.MxOptions;
import org.dromedary.routing.RelayLogin;
import org.dromedary.routing.RemoteWay;
import org.dromedary.routing.SendLimits;
import org.dromedary.routing.SmartHost;
import org.dromedary.tls.ClientTlsPolicy;

/**
 * Where remote mail goes and how much at once.
 *
 * @param smartHosts mail that no rule of the routing table is for goes to the first that answers;
 *     empty means MX resolution
 * @param mxPort the port of hosts found by MX
 * @param maximumConnections connections in all
 * @param initialConnections to a next hop that is new; more as it takes mails
 * @param limits of each next hop where no rule of the routing table says
 * @param idleConnectionTimeout an unused connection is closed after this
 * @param unreachableBackOff a next hop that cannot be reached is not tried again for this long
 * @param tls how conversations are secured where no rule of the routing table says
 * @param login for the smart hosts, and for nobody else
 * @param mx for hosts found by MX
 */
public record DeliverySettings(
    List<SmartHost> smartHosts,
    int mxPort,
    int maximumConnections,
    int initialConnections,
    SendLimits limits,
    Duration idleConnectionTimeout,
    Duration unreachableBackOff,
    ClientTlsPolicy tls,
    Optional<RelayLogin> login,
    MxOptions mx) {

  public static final int DEFAULT_MX_PORT = 25;
  public static final int DEFAULT_MAXIMUM_CONNECTIONS = 100;
  public static final int DEFAULT_INITIAL_CONNECTIONS = 5;
  public static final Duration DEFAULT_IDLE_CONNECTION_TIMEOUT = Duration.ofSeconds(5);
  public static final Duration DEFAULT_UNREACHABLE_BACK_OFF = Duration.ofSeconds(60);

  public DeliverySettings {
    smartHosts = List.copyOf(smartHosts);
  }

  /** How mail goes on that no rule of the routing table is for. */
  public RemoteWay.Sent defaultWay() {
    return smartHosts.isEmpty()
        ? new RemoteWay.MailExchangers(access(Optional.empty()))
        : new RemoteWay.Relay(smartHosts, access(login));
  }

  private HostAccess access(Optional<RelayLogin> asWhom) {
    return new HostAccess(HostProtocol.SMTP, tls, asWhom, limits, mx);
  }
}
