package org.dromedary.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;

/**
 * What is local, and who may send elsewhere.
 *
 * @param localDomains mail for these is delivered to mailboxes here
 * @param relayNetworks clients in these may send to domains that are not local
 * @param copyOfAll a local address that gets a copy of all mail to other systems
 * @param endpoints Camel endpoints that tables may name
 */
public record RoutingSettings(
    Set<Domain> localDomains,
    List<IpNetwork> relayNetworks,
    Optional<MailAddress> copyOfAll,
    EndpointSchemes endpoints) {
  public RoutingSettings {
    localDomains = Set.copyOf(localDomains);
    relayNetworks = List.copyOf(relayNetworks);
  }
}
