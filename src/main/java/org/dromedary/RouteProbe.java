package org.dromedary;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.dromedary.cli.RouteAnswer;
import org.dromedary.cli.RouteTester.TestedHost;
import org.dromedary.cli.RouteTester.TestedWay;
import org.dromedary.delivery.HostProbe;
import org.dromedary.delivery.RemoteHosts;
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

  /** Reads the tables and talks to the hosts; sends no mail. Blocks. */
  static RouteAnswer<TestedWay> of(Settings settings, RoutingFacts mail, MailAddress recipient) {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
        ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor();
        SmtpConnector connector =
            new SmtpConnector(
                settings.smtpClient(),
                ClientTls.load(settings.smtpClient().trustedRoots()),
                deadlines)) {
      RemoteHosts hosts = RouteExplanation.hosts(settings, workers);
      RouteExplanation explanation = new RouteExplanation(settings, Tables.open(settings), hosts);
      RouteProbe probe = new RouteProbe(explanation, new HostProbe(hosts, connector));
      return new RouteAnswer.Ways<>(
          explanation.route(mail, recipient).stream()
              .map(decision -> probe.tested(mail, decision))
              .toList());
    } catch (RouterStartException e) {
      return new RouteAnswer.Problems<>(e.lines());
    } catch (TlsFileException e) {
      return new RouteAnswer.Problems<>(List.of(String.valueOf(e.getMessage())));
    }
  }

  private TestedWay tested(RoutingFacts mail, RoutingDecision decision) {
    return new TestedWay(
        explanation.way(mail, decision),
        decision instanceof RoutingDecision.Remote remote
            ? probe(mail, remote.recipient().address())
            : List.of());
  }

  private List<TestedHost> probe(RoutingFacts mail, MailAddress recipient) {
    return explanation.remoteWay(mail, recipient) instanceof RemoteWay.Sent sent
        ? hosts.probe(sent, mail.origin().sender(), recipient).stream()
            .map(report -> new TestedHost(report.host(), report.steps(), report.accepted()))
            .toList()
        : List.of();
  }
}
