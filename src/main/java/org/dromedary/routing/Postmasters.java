package org.dromedary.routing;

import java.util.Set;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;

/**
 * The addresses at which whoever is refused can reach a human (RFC 5321 §4.5.1).
 *
 * @param configured what {@code <postmaster>} without a domain means
 */
public record Postmasters(Set<Domain> localDomains, MailAddress configured) {
  public Postmasters {
    localDomains = Set.copyOf(localDomains);
  }

  /** Whether it is a postmaster of ours. */
  public boolean includes(MailAddress address) {
    if (!localDomains.contains(address.domain())) {
      return false;
    }
    LocalName name = LocalName.of(address);
    return name.atEveryDomain().equals(LocalName.POSTMASTER)
        || name.equals(LocalName.of(configured));
  }
}
