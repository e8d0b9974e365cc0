package org.dromedary.delivery;

import java.util.List;
import java.util.stream.Collectors;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.EndpointUri;
import org.dromedary.routing.HostAccess;
import org.dromedary.routing.RemoteWay;
import org.dromedary.routing.SmartHost;

/** Where mail goes next; mails with the same next hop share a lane and its connections. */
sealed interface NextHop {
  HostAccess access();

  /** Where mail for a recipient goes by a way. */
  static NextHop of(RemoteWay.Sent way, MailAddress recipient) {
    return switch (way) {
      case RemoteWay.Relay relay -> new SmartHosts(relay.hosts(), relay.access());
      case RemoteWay.MailExchangers exchangers ->
          new MailExchangers(recipient.domain(), exchangers.access());
      case RemoteWay.Endpoint endpoint -> new Endpoint(endpoint.uri(), endpoint.access());
    };
  }

  /**
   * Fixed relays.
   *
   * @param hosts in the order in which they are tried
   */
  record SmartHosts(List<SmartHost> hosts, HostAccess access) implements NextHop {
    public SmartHosts {
      hosts = List.copyOf(hosts);
    }

    @Override
    public String toString() {
      return hosts.stream().map(SmartHost::toString).collect(Collectors.joining(", "));
    }
  }

  /** A Camel endpoint. */
  record Endpoint(EndpointUri uri, HostAccess access) implements NextHop {
    @Override
    public String toString() {
      return uri.toString();
    }
  }

  /** The mail exchangers of a domain (RFC 5321 §5.1). */
  record MailExchangers(Domain domain, HostAccess access) implements NextHop {
    @Override
    public String toString() {
      return domain.ascii();
    }
  }
}
