package org.dromedary.delivery;

import java.util.List;
import org.dromedary.mail.SmtpReply;

/** Which servers a next hop has just now. */
sealed interface HostSelection {

  /**
   * To be tried in this order; at least one.
   *
   * @param firstOnly whether none is tried behind one that takes a connection
   */
  record Hosts(List<RemoteHost> hosts, boolean firstOnly) implements HostSelection {
    Hosts(List<RemoteHost> hosts) {
      this(hosts, false);
    }

    public Hosts {
      hosts = List.copyOf(hosts);
    }
  }

  /** None; the reply says why, and by its class whether for now or for good. */
  record None(SmtpReply reply) implements HostSelection {}
}
