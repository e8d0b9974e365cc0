package org.dromedary.routing;

import java.util.Optional;
import org.dromedary.tls.ClientTlsPolicy;

/**
 * How we get in at the servers of a next hop, and with how much.
 *
 * @param protocol what we speak there
 * @param login none where mail is taken from anybody
 * @param mx counts where the servers are found by MX
 */
public record HostAccess(
    HostProtocol protocol,
    ClientTlsPolicy tls,
    Optional<RelayLogin> login,
    SendLimits limits,
    MxOptions mx) {
  public static final HostAccess DEFAULT = of(ClientTlsPolicy.DEFAULT);

  /** By SMTP, with the usual limits and options. */
  public HostAccess(ClientTlsPolicy tls, Optional<RelayLogin> login) {
    this(HostProtocol.SMTP, tls, login, SendLimits.DEFAULTS, MxOptions.DEFAULTS);
  }

  /** Without a login. */
  public static HostAccess of(ClientTlsPolicy tls) {
    return new HostAccess(tls, Optional.empty());
  }

  /** The same by another protocol. */
  public HostAccess withProtocol(HostProtocol other) {
    return new HostAccess(other, tls, login, limits, mx);
  }

  /** The same by other means of TLS. */
  public HostAccess withTls(ClientTlsPolicy other) {
    return new HostAccess(protocol, other, login, limits, mx);
  }

  /** The same with another login, or with none. */
  public HostAccess withLogin(Optional<RelayLogin> other) {
    return new HostAccess(protocol, tls, other, limits, mx);
  }
}
