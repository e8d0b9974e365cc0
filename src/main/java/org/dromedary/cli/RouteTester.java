package org.dromedary.cli;

import java.util.List;
import java.util.Map;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.RoutingFacts;

/** Talks to the hosts that a mail would go to, up to RCPT; sends nothing. */
@FunctionalInterface
public interface RouteTester {

  /**
   * Tries the hosts of each way. Blocks as long as they take.
   *
   * @param overrides of {@code --set}, key to value, not yet checked
   */
  RouteAnswer<TestedWay> test(
      Map<String, String> overrides, RoutingFacts mail, MailAddress recipient);

  /**
   * A way and what its hosts said.
   *
   * @param hosts none where nothing is sent on, or no host is known
   */
  record TestedWay(RouteExplainer.Way way, List<TestedHost> hosts) {
    public TestedWay {
      hosts = List.copyOf(hosts);
    }

    /** Whether a mail would find a mailbox or a host that takes it. */
    boolean leadsSomewhere() {
      return switch (way) {
        case RouteExplainer.Way.Kept kept -> true;
        case RouteExplainer.Way.SentToOthers others -> true; // they have ways of their own
        case RouteExplainer.Way.Held held -> false;
        case RouteExplainer.Way.Loop loop -> false;
        case RouteExplainer.Way.NotFoundOut later -> false;
        case RouteExplainer.Way.NoSuchMailbox unknown -> false;
        case RouteExplainer.Way.SentOn sentOn -> hosts.stream().anyMatch(TestedHost::accepted);
      };
    }
  }

  /**
   * A host and what it said.
   *
   * @param steps in order, for people
   * @param accepted whether it would take a mail
   */
  record TestedHost(String host, List<String> steps, boolean accepted) {
    public TestedHost {
      steps = List.copyOf(steps);
    }
  }
}
