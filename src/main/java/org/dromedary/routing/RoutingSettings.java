package org.dromedary.routing;

import java.util.List;
import java.util.Set;
import org.dromedary.mail.Domain;

/**
 * What is local, and who may send elsewhere.
 *
 * @param localDomains mail for these is delivered to mailboxes here
 * @param relayNetworks clients in these may send to domains that are not local
 */
public record RoutingSettings(Set<Domain> localDomains, List<IpNetwork> relayNetworks) {
  public RoutingSettings {
    localDomains = Set.copyOf(localDomains);
    relayNetworks = List.copyOf(relayNetworks);
  }
}
