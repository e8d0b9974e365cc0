package org.dromedary.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dromedary.mail.Domain;

/**
 * What is local, and who may send elsewhere.
 *
 * @param localDomains mail for these is delivered to mailboxes here
 * @param relayNetworks clients in these may send to domains that are not local
 * @param archive the mailbox that keeps a copy of mail, if there is one
 * @param endpoints Camel endpoints that tables may name
 * @param createdPerHour no more mailboxes are made for unknown users in an hour
 */
public record RoutingSettings(
    Set<Domain> localDomains,
    List<IpNetwork> relayNetworks,
    Optional<Archive> archive,
    EndpointSchemes endpoints,
    int createdPerHour) {
  public static final int DEFAULT_CREATED_PER_HOUR = 100;

  public RoutingSettings {
    localDomains = Set.copyOf(localDomains);
    relayNetworks = List.copyOf(relayNetworks);
  }
}
