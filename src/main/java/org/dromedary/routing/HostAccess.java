package org.dromedary.routing;

import java.util.Optional;
import org.dromedary.tls.ClientTlsPolicy;

/**
 * How we get in at a server, and with how much.
 *
 * @param login none where mail is taken from anybody
 */
public record HostAccess(ClientTlsPolicy tls, Optional<RelayLogin> login, SendLimits limits) {
  public static final HostAccess DEFAULT = of(ClientTlsPolicy.DEFAULT);

  /** With the usual limits. */
  public HostAccess(ClientTlsPolicy tls, Optional<RelayLogin> login) {
    this(tls, login, SendLimits.DEFAULTS);
  }

  /** Without a login. */
  public static HostAccess of(ClientTlsPolicy tls) {
    return new HostAccess(tls, Optional.empty());
  }

  /** The same by other means of TLS. */
  public HostAccess withTls(ClientTlsPolicy other) {
    return new HostAccess(other, login, limits);
  }

  /** The same for servers that are not to know our login. */
  public HostAccess withoutLogin() {
    return new HostAccess(tls, Optional.empty(), limits);
  }
}
