package org.dromedary.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.dromedary.dns.HostAddresses;
import org.dromedary.dns.MailHost;
import org.dromedary.dns.MailHostResolvers;
import org.dromedary.dns.MailHosts;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.HostAccess;
import org.dromedary.routing.RemoteWay;
import org.dromedary.routing.SmartHost;

/** Finds the servers of a next hop. Its methods block. */
public final class RemoteHosts {
  private final DeliverySettings settings;
  private final MailHostResolvers resolvers;
  private final OwnHosts ownHosts;
  private final SmartHostOrder order;

  /**
   * @param random chooses among smart hosts with a weight
   */
  public RemoteHosts(
      DeliverySettings settings,
      MailHostResolvers resolvers,
      OwnHosts ownHosts,
      RandomGenerator random) {
    this.order = new SmartHostOrder(random);
    this.ownHosts = ownHosts;
    this.settings = settings;
    this.resolvers = resolvers;
  }

  /** What is known of the hosts of a way just now. */
  public Found find(RemoteWay way, MailAddress recipient) {
    return switch (way) {
      case RemoteWay.Endpoint endpoint ->
          new Found(List.of(endpoint.uri().toString()), Optional.empty());
      case RemoteWay.Sent sent -> found(of(NextHop.of(sent, recipient)));
      case RemoteWay.Reject reject -> new Found(List.of(), Optional.of(reject.reply()));
      case RemoteWay.Discard discard -> new Found(List.of(), Optional.empty());
      case RemoteWay.Diverted diverted -> new Found(List.of(), Optional.empty());
    };
  }

  private static Found found(HostSelection selection) {
    return switch (selection) {
      case HostSelection.Hosts found ->
          new Found(found.hosts().stream().map(RemoteHost::toString).toList(), Optional.empty());
      case HostSelection.None none -> new Found(List.of(), Optional.of(none.reply()));
    };
  }

  /**
   * Hosts for people.
   *
   * @param hosts in the order in which they are tried: {@code mx.example.com[192.0.2.1]:25}
   * @param problem why there is none
   */
  public record Found(List<String> hosts, Optional<SmtpReply> problem) {
    public Found {
      hosts = List.copyOf(hosts);
    }
  }

  HostSelection of(NextHop nextHop) {
    return switch (nextHop) {
      case NextHop.SmartHosts relays -> smartHosts(order.of(relays.hosts()), relays.access());
      case NextHop.MailExchangers exchangers ->
          mailExchangers(exchangers.domain(), exchangers.access());
      case NextHop.Endpoint endpoint -> throw new IllegalArgumentException("it has no hosts");
    };
  }

  /** A smart host whose name cannot be looked up is our operator's matter: it never fails mail. */
  private HostSelection smartHosts(List<SmartHost> smartHosts, HostAccess access) {
    List<RemoteHost> hosts = new ArrayList<>();
    String problem = "no smart host";
    for (SmartHost smartHost : smartHosts) {
      switch (resolvers.of(access.mx().nameServers()).addresses(smartHost.host())) {
        case HostAddresses.Found found ->
            addAll(hosts, smartHost.host(), found.addresses(), smartHost.port(), access);
        case HostAddresses.NoSuchHost none -> problem = smartHost + ": no such host";
        case HostAddresses.NoAddress none -> problem = smartHost + ": the host has no address";
        case HostAddresses.TemporaryFailure failure ->
            problem = smartHost + ": " + failure.reason();
      }
    }
    return hosts.isEmpty()
        ? none(451, "4.4.3", problem) // RFC 3463 §3.5: directory server failure
        : new HostSelection.Hosts(hosts);
  }

  private HostSelection mailExchangers(Domain domain, HostAccess access) {
    return switch (resolvers.of(access.mx().nameServers()).lookup(domain)) {
      case MailHosts.Hosts found ->
          found.implicit() && !access.mx().implicit()
              ? none(550, "5.4.4", "the domain " + domain.ascii() + " has no MX record")
              : hosts(domain, found.hosts(), access);
      case MailHosts.NullMx none ->
          // RFC 7505 §4.1
          none(556, "5.1.10", "the domain " + domain.ascii() + " takes no mail (null MX)");
      case MailHosts.NoSuchDomain none ->
          none(550, "5.1.2", "the domain " + domain.ascii() + " does not exist");
      case MailHosts.NoMailHost none ->
          none(550, "5.4.4", "the domain " + domain.ascii() + " has no mail host");
      case MailHosts.TemporaryFailure failure -> none(451, "4.4.3", failure.reason());
    };
  }

  private HostSelection hosts(Domain domain, List<MailHost> found, HostAccess access) {
    List<RemoteHost> hosts = new ArrayList<>();
    for (MailHost host : ownHosts.without(found, settings.mxPort())) {
      addAll(hosts, host.name(), host.addresses(), settings.mxPort(), access);
    }
    if (hosts.isEmpty()) {
      // RFC 3463 §3.5: routing loop detected
      return none(554, "5.4.6", "mail for " + domain.ascii() + " loops back to this server");
    }
    return new HostSelection.Hosts(hosts, access.mx().firstHostOnly());
  }

  private static void addAll(
      List<RemoteHost> hosts,
      String name,
      List<InetAddress> addresses,
      int port,
      HostAccess access) {
    addresses.forEach(
        address -> hosts.add(new RemoteHost(name, new InetSocketAddress(address, port), access)));
  }

  private static HostSelection none(int code, String status, String text) {
    return new HostSelection.None(SmtpReply.of(code, status, text));
  }
}
