package org.dromedary;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.dromedary.cli.RouteAnswer;
import org.dromedary.cli.RouteTester.TestedHost;
import org.dromedary.cli.RouteTester.TestedWay;
import org.dromedary.delivery.HostProbe;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.RemoteWay;
import org.dromedary.routing.RoutingDecision;
import org.dromedary.routing.RoutingFacts;
import org.dromedary.settings.Settings;
import org.dromedary.smtp.client.SmtpConnector;
import org.dromedary.tls.ClientTls;
import org.dromedary.tls.TlsFileException;

/** Tries ways by the tables, the look-ups and the client that a router has, without running one. */
record RouteProbe(RouteExplanation explanation, HostProbe hosts) {

  /** Reads the files and talks to the hosts; sends no mail. Blocks. */
  static RouteAnswer<TestedWay> ofFiles(
      Settings settings, RoutingFacts mail, MailAddress recipient) {
    try (ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor();
        SmtpConnector connector =
            new SmtpConnector(
                settings.smtpClient(),
                ClientTls.load(settings.smtpClient().trustedRoots()),
                deadlines)) {
      return RouteExplanation.ofFiles(
          settings,
          explanation ->
              new RouteProbe(explanation, new HostProbe(explanation.hosts(), connector))
                  .test(mail, recipient));
    } catch (TlsFileException e) {
      return new RouteAnswer.Problems<>(List.of(String.valueOf(e.getMessage())));
    }
  }

  List<TestedWay> test(RoutingFacts mail, MailAddress recipient) {
    return explanation.route(mail, recipient).stream()
        .map(decision -> tested(mail, decision))
        .toList();
  }

  private TestedWay tested(RoutingFacts mail, RoutingDecision decision) {
    return new TestedWay(
        explanation.way(mail, decision),
        decision instanceof RoutingDecision.Remote remote
            ? probe(mail, remote.recipient().address())
            : List.of());
  }

  private List<TestedHost> probe(RoutingFacts mail, MailAddress recipient) {
    return switch (explanation.remoteWay(mail, recipient)) {
      case RemoteWay.Endpoint endpoint ->
          List.of(
              new TestedHost(endpoint.uri().toString(), List.of("an endpoint: not tried"), true));
      case RemoteWay.Sent sent ->
          hosts.probe(sent, mail.origin().sender(), recipient).stream()
              .map(report -> new TestedHost(report.host(), report.steps(), report.accepted()))
              .toList();
      case RemoteWay other -> List.of();
    };
  }
}
