package org.dromedary.routing;

import java.util.Optional;
import org.dromedary.tls.ClientTlsPolicy;

/**
 * How we get in at a server.
 *
 * @param login none where mail is taken from anybody
 */
public record HostAccess(ClientTlsPolicy tls, Optional<RelayLogin> login) {
  public static final HostAccess DEFAULT = of(ClientTlsPolicy.DEFAULT);

  /** Without a login. */
  public static HostAccess of(ClientTlsPolicy tls) {
    return new HostAccess(tls, Optional.empty());
  }
}
