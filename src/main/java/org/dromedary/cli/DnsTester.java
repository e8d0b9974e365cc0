package org.dromedary.cli;

import java.util.List;
import java.util.Map;
import org.dromedary.dns.MailHosts;
import org.dromedary.dns.NameServerStatistics;
import org.dromedary.mail.Domain;

/** Looks up the mail hosts of a domain as a router with the same settings would. */
@FunctionalInterface
public interface DnsTester {

  /**
   * Asks the name servers. Blocks.
   *
   * @param overrides of {@code --set}, key to value, not yet checked
   */
  Answer test(Map<String, String> overrides, Domain domain);

  /** What was found. */
  sealed interface Answer {

    /**
     * What the name servers say.
     *
     * @param servers those that were asked, and how they answered
     */
    record Hosts(MailHosts hosts, List<NameServerStatistics> servers) implements Answer {
      public Hosts {
        servers = List.copyOf(servers);
      }
    }

    /** Why they were not asked: problems of the settings, a line each. */
    record Problems(List<String> lines) implements Answer {
      public Problems {
        lines = List.copyOf(lines);
      }
    }
  }
}
