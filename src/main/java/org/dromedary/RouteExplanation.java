package org.dromedary;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.dromedary.camel.DecideByLocalDomains;
import org.dromedary.cli.DnsTester;
import org.dromedary.cli.RouteAnswer;
import org.dromedary.cli.RouteExplainer.Passed;
import org.dromedary.cli.RouteExplainer.Way;
import org.dromedary.delivery.OwnHosts;
import org.dromedary.delivery.RemoteHosts;
import org.dromedary.dns.MailHostResolver;
import org.dromedary.dns.MailHosts;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.Destinations;
import org.dromedary.routing.HostAccess;
import org.dromedary.routing.RelayLogin;
import org.dromedary.routing.RemoteWay;
import org.dromedary.routing.RoutingDecision;
import org.dromedary.routing.RoutingFacts;
import org.dromedary.routing.RoutingTable;
import org.dromedary.settings.Settings;
import org.dromedary.tls.ClientTlsPolicy;

/**
 * Explains ways by the tables, the look-ups and the code that a router has, without running one.
 */
record RouteExplanation(Settings settings, Tables tables, RemoteHosts hosts) {

  private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

  /** Reads the tables and explains; asks the name servers. Blocks. */
  static RouteAnswer<Way> of(Settings settings, RoutingFacts mail, MailAddress recipient) {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      return new RouteAnswer.Ways<>(
          new RouteExplanation(settings, Tables.open(settings), hosts(settings, workers))
              .explain(mail, recipient));
    } catch (RouterStartException e) {
      return new RouteAnswer.Problems<>(e.lines());
    }
  }

  static RemoteHosts hosts(Settings settings, ExecutorService workers) {
    OwnHosts ownHosts = new OwnHosts(settings.hostname(), () -> listeners(settings));
    return new RemoteHosts(settings.delivery(), resolver(settings, workers), ownHosts, RANDOM);
  }

  /** The hosts that take mail for a domain; asks the name servers. Blocks. */
  static DnsTester.Answer mailHosts(Settings settings, Domain domain) {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      MailHostResolver resolver = resolver(settings, workers);
      MailHosts hosts = resolver.lookup(domain);
      return new DnsTester.Answer.Hosts(hosts, resolver.nameServers());
    }
  }

  private static MailHostResolver resolver(Settings settings, ExecutorService workers) {
    return new MailHostResolver(settings.dns(), workers, InstantSource.system(), RANDOM);
  }

  private static List<InetSocketAddress> listeners(Settings settings) {
    return settings.listeners().stream()
        .filter(listener -> listener.enabled())
        .map(listener -> new InetSocketAddress(listener.host(), listener.port()))
        .toList();
  }

  List<Way> explain(RoutingFacts mail, MailAddress recipient) {
    return route(mail, recipient).stream().map(decision -> way(mail, decision)).toList();
  }

  /** One decision for each address that is reached. */
  List<RoutingDecision> route(RoutingFacts mail, MailAddress recipient) {
    Destinations destinations =
        new Destinations(
            new DecideByLocalDomains(settings.routing().localDomains())::decide,
            tables.mailboxes(),
            tables.routing(),
            settings.routing().copyOfAll());
    return destinations.route(mail, List.of(Recipient.parse("<" + recipient + ">")), true);
  }

  /** The rule that decides for an address; none for a local one. */
  private Optional<String> rule(RoutingFacts mail, MailAddress address) {
    return settings.routing().localDomains().contains(address.domain())
        ? Optional.empty()
        : tables.routing().get().ruleFor(mail, address);
  }

  RemoteWay remoteWay(RoutingFacts mail, MailAddress recipient) {
    return tables.routing().get().wayOf(mail, recipient);
  }

  Way way(RoutingFacts mail, RoutingDecision decision) {
    MailAddress address = decision.recipient().address();
    return switch (decision) {
      case RoutingDecision.Local local ->
          new Way.Kept(address.toString(), local.mailbox().directory(), rule(mail, address));
      case RoutingDecision.NoSuchMailbox none -> new Way.NoSuchMailbox(address.toString());
      case RoutingDecision.Remote remote -> sentOn(mail, address);
      case RoutingDecision.Held held -> new Way.Held(address.toString(), rule(mail, address));
      case RoutingDecision.Loop loop -> new Way.Loop(address.toString());
      case RoutingDecision.SentToOthers others ->
          new Way.SentToOthers(
              address.toString(),
              others.rule(),
              others.others().stream().map(MailAddress::toString).toList(),
              others.copied());
    };
  }

  private Way sentOn(RoutingFacts mail, MailAddress recipient) {
    RoutingTable table = tables.routing().get();
    RemoteWay way = remoteWay(mail, recipient);
    Optional<HostAccess> access =
        way instanceof RemoteWay.Sent sent ? Optional.of(sent.access()) : Optional.empty();
    RemoteHosts.Found found = hosts.find(way, recipient);
    return new Way.SentOn(
        recipient.toString(),
        table.ruleFor(mail, recipient),
        table.passed(mail, recipient).stream()
            .map(passed -> new Passed(passed.rule(), passed.condition()))
            .toList(),
        way.toString(),
        access.map(HostAccess::tls).map(ClientTlsPolicy::toString),
        access.flatMap(HostAccess::login).map(RelayLogin::user),
        access.map(a -> a.limits().toString()).filter(text -> !text.isEmpty()),
        found.hosts(),
        found.problem().map(SmtpReply::toString));
  }
}
