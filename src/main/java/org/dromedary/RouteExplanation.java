package org.dromedary;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.dromedary.camel.QuestionRoutes;
import org.dromedary.camel.RouteFileException;
import org.dromedary.cli.DnsTester;
import org.dromedary.cli.RouteAnswer;
import org.dromedary.cli.RouteExplainer.Passed;
import org.dromedary.cli.RouteExplainer.Way;
import org.dromedary.delivery.OwnHosts;
import org.dromedary.delivery.RemoteHosts;
import org.dromedary.dns.MailHostResolver;
import org.dromedary.dns.MailHostResolvers;
import org.dromedary.dns.MailHosts;
import org.dromedary.list.ListLookup;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.Destination;
import org.dromedary.routing.DestinationDecision;
import org.dromedary.routing.Destinations;
import org.dromedary.routing.HostAccess;
import org.dromedary.routing.Mailbox;
import org.dromedary.routing.RecipientLookup;
import org.dromedary.routing.RelayLogin;
import org.dromedary.routing.RemoteWay;
import org.dromedary.routing.RoutingDecision;
import org.dromedary.routing.RoutingFacts;
import org.dromedary.routing.RoutingTable;
import org.dromedary.routing.UndeliveredPolicy;
import org.dromedary.routing.UnknownUsers;
import org.dromedary.settings.Settings;
import org.dromedary.tls.ClientTlsPolicy;

/**
 * Explains ways by the tables, the look-ups and the code that a router has.
 *
 * @param decision says which recipients are local
 * @param lookup says who these are
 * @param undelivered says what becomes of mail for those it does not know
 */
record RouteExplanation(
    Settings settings,
    Tables tables,
    DestinationDecision decision,
    RecipientLookup lookup,
    UndeliveredPolicy undelivered,
    RemoteHosts hosts) {

  private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

  /** What is asked of an explanation. */
  @FunctionalInterface
  interface Question<W> {
    List<W> ask(RouteExplanation explanation);
  }

  /** Reads the tables and routes without running a router, and asks. Blocks. */
  static <W> RouteAnswer<W> ofFiles(Settings settings, Question<W> question) {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      Tables tables = Tables.open(settings);
      try (QuestionRoutes routes =
          new QuestionRoutes(
              settings.routesDirectory(),
              settings.routing(),
              tables.mailboxes(),
              tables.allMailboxes())) {
        OwnHosts ownHosts = new OwnHosts(settings.hostname(), () -> listeners(settings));
        RemoteHosts hosts =
            new RemoteHosts(
                settings.delivery(), resolvers(settings, tables, workers), ownHosts, RANDOM);
        return new RouteAnswer.Ways<>(
            question.ask(
                new RouteExplanation(
                    settings,
                    tables,
                    routes.decision(),
                    new ListLookup(tables.lists(), routes.lookup()),
                    routes.undelivered(),
                    hosts)));
      }
    } catch (RouterStartException e) {
      return new RouteAnswer.Problems<>(e.lines());
    } catch (RouteFileException e) {
      return new RouteAnswer.Problems<>(List.of(String.valueOf(e.getMessage())));
    }
  }

  /** The hosts that take mail for a domain; asks the name servers. Blocks. */
  static DnsTester.Answer mailHosts(Settings settings, Domain domain) {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      MailHostResolver resolver = resolvers(settings, Tables.open(settings), workers).ofSettings();
      MailHosts hosts = resolver.lookup(domain);
      return new DnsTester.Answer.Hosts(hosts, resolver.nameServers());
    } catch (RouterStartException e) {
      return new DnsTester.Answer.Problems(e.lines());
    }
  }

  private static MailHostResolvers resolvers(
      Settings settings, Tables tables, ExecutorService workers) {
    return new MailHostResolvers(
        settings.dns(), tables.dnsOverrides(), workers, InstantSource.system(), RANDOM);
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
            decision,
            lookup,
            new UnknownUsers(undelivered, this::wouldMake),
            tables.mailboxes(),
            tables.routing(),
            settings.routing().archive());
    return destinations.route(mail, List.of(Recipient.parse("<" + recipient + ">")), true);
  }

  /** Nothing is made for an explanation. */
  private Optional<Mailbox> wouldMake(MailAddress address, String template) {
    return tables.mailboxes().get().wouldMake(address, template);
  }

  /** The rule that decides for an address; none for a local one. */
  private Optional<String> rule(RoutingFacts mail, MailAddress address) {
    return decision.of(address) == Destination.LOCAL
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
          new Way.Kept(address.toString(), local.mailbox().place(), rule(mail, address));
      case RoutingDecision.ToList list ->
          new Way.Kept(address.toString(), "mailing list " + list.list(), rule(mail, address));
      case RoutingDecision.Archived archived ->
          new Way.Kept(address.toString(), archived.mailbox().place(), Optional.empty());
      case RoutingDecision.LocalLater later ->
          new Way.NotFoundOut(address.toString(), later.reply().toString());
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
        mayWait(way)
            ? Optional.of(table.retryPolicyFor(mail, recipient).orElse(settings.retry()).toString())
            : Optional.empty(),
        found.hosts(),
        found.problem().map(SmtpReply::toString));
  }

  private static boolean mayWait(RemoteWay way) {
    return switch (way) {
      case RemoteWay.Sent sent -> true;
      case RemoteWay.Reject reject -> reject.reply().code().isTransient();
      case RemoteWay.Discard discard -> false;
      case RemoteWay.Diverted diverted -> false;
    };
  }
}
