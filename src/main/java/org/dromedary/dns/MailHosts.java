package org.dromedary.dns;

import java.util.List;

/** Where mail for a domain goes, or why nobody knows. */
public sealed interface MailHosts {

  /**
   * The hosts in the order in which they are to be tried: by preference, those of equal preference
   * shuffled (RFC 5321 §5.1).
   *
   * @param hosts at least one
   * @param implicit whether there is no MX record, and the domain itself is the host
   */
  record Hosts(List<MailHost> hosts, boolean implicit) implements MailHosts {
    /** By MX records. */
    public Hosts(List<MailHost> hosts) {
      this(hosts, false);
    }

    public Hosts {
      hosts = List.copyOf(hosts);
    }
  }

  /** The domain takes no mail (RFC 7505). */
  record NullMx() implements MailHosts {}

  /** The domain does not exist. */
  record NoSuchDomain() implements MailHosts {}

  /** The domain exists, and has no host that takes mail: no usable MX, or no MX and no address. */
  record NoMailHost() implements MailHosts {}

  /**
   * The name servers gave no answer that decides.
   *
   * @param reason one line for logs and notifications
   */
  record TemporaryFailure(String reason) implements MailHosts {}
}
