package org.dromedary.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.RoutingFacts;

/** Says where a router with the same settings and tables would send a mail; sends nothing. */
@FunctionalInterface
public interface RouteExplainer {

  /**
   * Explains; asks the name servers. Blocks.
   *
   * @param overrides of {@code --set}, key to value, not yet checked
   */
  RouteAnswer<Way> explain(Map<String, String> overrides, RoutingFacts mail, MailAddress recipient);

  /** Where mail for one address goes. */
  sealed interface Way {
    String recipient();

    /**
     * Kept here.
     *
     * @param rule of the routing table that wants it so; empty when the domain is local
     */
    record Kept(String recipient, String mailbox, Optional<String> rule) implements Way {}

    /** Refused at RCPT, or returned if an alias leads there. */
    record NoSuchMailbox(String recipient) implements Way {}

    /**
     * Cannot be told: the look-up of the recipient fails.
     *
     * @param problem an SMTP reply
     */
    record NotFoundOut(String recipient, String problem) implements Way {}

    /** Kept back by a rule. */
    record Held(String recipient, Optional<String> rule) implements Way {}

    /** Returned: aliases and rules lead from one to the other. */
    record Loop(String recipient) implements Way {}

    /**
     * By a rule to others, each of which has a way of its own.
     *
     * @param copied whether the recipient gets it as well, and has a way, too
     */
    record SentToOthers(String recipient, String rule, List<String> others, boolean copied)
        implements Way {
      public SentToOthers {
        others = List.copyOf(others);
      }
    }

    /**
     * Sent on.
     *
     * @param rule of the routing table; empty for the default
     * @param passed rules before it and the condition of each that is not met
     * @param action of the rule or the default: {@code relay} with hosts, {@code mx}, {@code
     *     reject} or {@code discard}
     * @param tls how the conversations are secured; empty when there are none
     * @param user as whom we log in
     * @param limits what differs from the usual limits; empty when nothing does
     * @param retry when it is tried again and how long, should it be deferred; empty when it cannot
     *     be
     * @param hosts in the order in which they are tried, with their addresses
     * @param problem why there is no host; an SMTP reply
     */
    record SentOn(
        String recipient,
        Optional<String> rule,
        List<Passed> passed,
        String action,
        Optional<String> tls,
        Optional<String> user,
        Optional<String> limits,
        Optional<String> retry,
        List<String> hosts,
        Optional<String> problem)
        implements Way {
      public SentOn {
        passed = List.copyOf(passed);
        hosts = List.copyOf(hosts);
      }
    }
  }

  /** A rule that does not match, for this condition. */
  record Passed(String rule, String condition) {}
}
