package org.dromedary.camel;

import java.util.Set;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.Destination;

/** The default of {@code direct:decide-destination}. */
public final class DecideByLocalDomains {
  private final Set<Domain> localDomains;

  public DecideByLocalDomains(Set<Domain> localDomains) {
    this.localDomains = Set.copyOf(localDomains);
  }

  /** Local if the domain is listed. */
  public Destination decide(MailAddress address) {
    return localDomains.contains(address.domain()) ? Destination.LOCAL : Destination.REMOTE;
  }
}
